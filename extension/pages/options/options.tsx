/** The options page's entry. */
export {};

/** The connect page's entry. */
export {};

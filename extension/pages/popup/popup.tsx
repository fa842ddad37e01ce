/** The popup page's entry. */
export {};

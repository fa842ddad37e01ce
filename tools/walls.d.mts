/** The table of rooms, for TypeScript. */
export const rooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>>;
export function configuration(): object;

/** What `.env` says, put in at build time. */
interface ImportMeta {
  readonly env: { readonly VITE_SERVICE: string; readonly VITE_CLIENT_ID: string };
}

/** A content script's path in the built extension. */
declare module '*?iife' {
  const path: string;
  export default path;
}

/** The popup makes room for what it opened, also where no window manager takes its focus away. */
export function leaveTo(opened: Promise<void>): void {
  void opened.then(() => window.close());
}

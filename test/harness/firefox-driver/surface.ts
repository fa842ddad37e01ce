/** What elements and keys need of the frame that they are in. */
export interface Surface {
  url(): string;
  isClosed(): boolean;
  bringToFront(): Promise<void>;
  /** Brings what is known of tabs and windows up to date, after something was done. */
  settled(): Promise<void>;
  /** Runs in the page, with the selector engine as first argument. */
  select<T>(work: ((engine: never, ...args: never[]) => T) | string, ...args: readonly unknown[]): Promise<Awaited<T>>;
  pointer(type: string, point: { readonly x: number; readonly y: number }, more: object): Promise<void>;
  key(name: 'synthesizeKeyDown' | 'synthesizeKeyUp', details: object): Promise<void>;
}

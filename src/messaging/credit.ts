/** How many bytes may still be sent before the reader takes some. */
export class Credit {
  readonly #most: number;
  #bytes: number;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(bytes: number) {
    this.#most = bytes;
    this.#bytes = bytes;
  }

  add(bytes: number): void {
    this.#bytes = Math.min(this.#bytes + bytes, this.#most);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Waits until so many bytes may be sent. @returns false when the line has ended */
  async take(bytes: number): Promise<boolean> {
    while (this.#bytes < bytes && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#bytes -= bytes;
    return !this.#ended;
  }
}

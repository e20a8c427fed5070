// Room for what is on its way: so many things at a time, and so many bytes of them. Who finds none waits in line.

export class Room {
  private readonly most: number;
  private readonly atOnce: number;
  private bytes = 0;
  private count = 0;
  private readonly line: { bytes: number; enter: () => void }[] = [];

  /** @param most bytes; something larger enters alone */
  constructor(most: number, atOnce: number) {
    this.most = most;
    this.atOnce = atOnce;
  }

  /** Resolves when there is room, with what gives it back. */
  async take(bytes: number): Promise<() => void> {
    if (this.line.length > 0 || !this.fits(bytes)) await new Promise<void>((enter) => this.line.push({ bytes, enter }));
    else this.occupy(bytes);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      this.count--;
      this.bytes -= bytes;
      for (let next = this.line[0]; next !== undefined && this.fits(next.bytes); next = this.line[0]) {
        this.line.shift();
        this.occupy(next.bytes);
        next.enter();
      }
    };
  }

  /** Does something that takes no bytes. */
  async with<T>(work: () => Promise<T>): Promise<T> {
    const free = await this.take(0);
    try {
      return await work();
    } finally {
      free();
    }
  }

  private fits(bytes: number): boolean {
    return this.count < this.atOnce && (this.count === 0 || this.bytes + bytes <= this.most);
  }

  private occupy(bytes: number): void {
    this.count++;
    this.bytes += bytes;
  }
}

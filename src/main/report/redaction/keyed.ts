// Commitments and pseudonyms: HMAC-SHA-256 with keys derived from the case's salt, one key for each value, so that one can be opened without the others.
import { hash } from 'node:crypto';

/** Says what the keys are for: a salt that were ever used for something else gives other keys. */
const PURPOSE = 'trailcase redaction 1';
const ORDER = 'trailcase redaction order 1';

/** Hexadecimal digits of a pseudonym, at least; and of one that is not remembered, where two alike are not to be expected. */
const SHORTEST = 8;
const UNREMEMBERED = 14;

/** Of these there may be as many as there are files or events. */
const COUNTLESS: ReadonlySet<string> = new Set(['file', 'id', 'object']);

interface Opened {
  /** As the commitment is taken over it. */
  value: string;
  /** Lower-case hex: the key of this value alone; nothing of the salt or of another value's key follows from it. */
  key: string;
  /** Lower-case hex: HMAC-SHA-256 of the value, as UTF-8, with the key. */
  commitment: string;
}

/** Bytes of a block of SHA-256. */
const BLOCK = 64;

/** A key, ready to be used many times. */
interface Pads {
  inner: Buffer;
  outer: Buffer;
}

/** @param key of at most 64 bytes */
function padsOf(key: Buffer): Pads {
  const [inner, outer] = [Buffer.alloc(BLOCK, 0x36), Buffer.alloc(BLOCK, 0x5c)];
  for (let i = 0; i < key.length; i++) {
    inner[i] = (key[i] as number) ^ 0x36;
    outer[i] = (key[i] as number) ^ 0x5c;
  }
  return { inner, outer };
}

/** HMAC-SHA-256, RFC 2104. A report takes a million of them: the runtime's own makes an object of each key. */
function hmac({ inner, outer }: Pads, message: Buffer): Buffer {
  const first = hash('sha256', Buffer.concat([inner, message]), 'buffer');
  return hash('sha256', Buffer.concat([outer, first]), 'buffer');
}

/** Commitments that are remembered. */
const REMEMBERED = 50_000;

export class Keyed {
  private readonly main: Pads;
  private readonly ordering: Pads;
  private readonly known = new Map<string, string>();

  /** @param salt of the case, 32 bytes */
  constructor(salt: Buffer) {
    this.main = padsOf(hmac(padsOf(salt), Buffer.from(PURPOSE)));
    this.ordering = padsOf(hmac(padsOf(salt), Buffer.from(ORDER)));
  }

  /** Lower-case hex; the same for the same value in every report of the case. */
  commitment(value: string): string {
    const ready = this.known.get(value);
    if (ready !== undefined) return ready;
    const message = Buffer.from(value, 'utf8');
    const made = hmac(padsOf(hmac(this.main, message)), message).toString('hex');
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(value, made);
    return made;
  }

  /** By what lists of hidden texts are sorted, in place of the texts; never printed. */
  order(text: string): string {
    return hmac(this.ordering, Buffer.from(text, 'utf8')).toString('hex');
  }

  /** All that shows to others what a commitment stands for. */
  open(value: string): Opened {
    return { value, key: hmac(this.main, Buffer.from(value, 'utf8')).toString('hex'), commitment: this.commitment(value) };
  }
}

interface Pseudonym {
  /** As it stands in the report: the kind, and the first digits of the commitment. */
  label: string;
  kind: string;
  commitment: string;
}

/** Gives each value one pseudonym: whoever asks first for a beginning of a commitment has it, later ones take more digits. */
export class Pseudonyms {
  private readonly keyed: Keyed;
  private readonly remembersAll: boolean;
  private readonly byValue = new Map<string, Pseudonym>();
  private readonly byLabel = new Map<string, Pseudonym>();

  /** @param remembersAll for whoever opens them */
  constructor(keyed: Keyed, remembersAll = false) {
    this.keyed = keyed;
    this.remembersAll = remembersAll;
  }

  /** @param value in the one spelling that all its spellings are brought to */
  of(kind: string, value: string): Pseudonym {
    const id = `${kind}\0${value}`;
    const known = this.byValue.get(id);
    if (known) return known;
    const commitment = this.keyed.commitment(value);
    const isCountless = COUNTLESS.has(kind);
    let digits = isCountless ? UNREMEMBERED : SHORTEST;
    while (this.byLabel.has(`${kind}-${commitment.slice(0, digits)}`)) digits += 2;
    const made = { label: `${kind}-${commitment.slice(0, digits)}`, kind, commitment };
    if (isCountless && !this.remembersAll) return made;
    this.byValue.set(id, made);
    this.byLabel.set(made.label, made);
    return made;
  }

  /** Values with their pseudonyms, in the order in which they came. */
  *entries(): Generator<{ value: string; pseudonym: Pseudonym }> {
    for (const [id, pseudonym] of this.byValue) yield { value: id.slice(id.indexOf('\0') + 1), pseudonym };
  }
}

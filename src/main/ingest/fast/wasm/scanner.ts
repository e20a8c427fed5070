// AssemblyScript, compiled by scripts/build-fast.mjs: reads records of the common form straight from bytes.
//
// It accepts a record only where it is certain of everything that the slow path (EventCollector) would say of it: valid JSON, no key twice in
// an object, every wanted field a plain string without escapes, and no problem to be told. Whatever else it meets, it hands back.
// Combinations of fields are found by their bytes; their numbers are those that the slow path gave.

/** Memory: window | columns | keys that records name | scratch | fields | stacks | tables | arenas. All sizes in bytes. */
const WINDOW: usize = 0x10000;
const WINDOW_BYTES: usize = 4 * 1024 * 1024;
/** Reading sixteen bytes at a time may look a little beyond the end. */
const SLACK: usize = 64;
const EVENTS: usize = 8192;
const OFFSETS: usize = WINDOW + WINDOW_BYTES + SLACK;
const LENGTHS: usize = OFFSETS + EVENTS * 4;
const TIMES: usize = LENGTHS + EVENTS * 4;
const CALLS: usize = TIMES + EVENTS * 8;
const IDENTITIES: usize = CALLS + EVENTS * 4;
const ORIGINS: usize = IDENTITIES + EVENTS * 4;
const UUIDS: usize = ORIGINS + EVENTS * 4;
/** Access keys that records name: of each, the event, where its text begins in the window, its length, and whether the response hands it out. */
const NAMED: usize = UUIDS + EVENTS * 16;
const NAMED_BYTES: usize = 16;
const SCRATCH: usize = NAMED + EVENTS * NAMED_BYTES;
const SCRATCH_BYTES: usize = 64 * 1024;
/** Of a record that missed, per field (MISSED_FIELDS): index in the window where its text begins (-1: absent), and its length. */
const FIELDS: usize = SCRATCH + SCRATCH_BYTES;
const FIELDS_BYTES: usize = 128;
/** Hashes of the keys of all open objects. */
const KEYS: usize = FIELDS + FIELDS_BYTES;
const KEYS_COUNT: i32 = 16384;
/** Per open bracket: where its keys begin (or -1 for a list), and a filter of their hashes. */
const FRAMES: usize = KEYS + <usize>KEYS_COUNT * 4;
const DEEPEST: i32 = 60;
const TABLES: usize = FRAMES + <usize>(DEEPEST + 2) * 16;
const SLOTS: u32 = 131072;
/** Entries of one generation: even if all are in one table, it stays quick. */
const MOST_ENTRIES: u32 = 80000;
const SLOT_BYTES: usize = 16;
const TABLE_BYTES: usize = <usize>SLOTS * SLOT_BYTES;
/** Two generations, each of three tables and an arena: what the younger lacks may be in the older, and moves over when it is met. */
const GENERATION_TABLES: usize = 3 * TABLE_BYTES;
const ARENA: usize = TABLES + 2 * GENERATION_TABLES;
const ARENA_BYTES: usize = 14 * 1024 * 1024;
/** Room for the longest keys of one record. */
const ARENA_ROOM: usize = 160 * 1024;

/** Longest record that is looked through for access keys: named-keys.ts. */
const LONGEST_LOOKED_THROUGH: usize = 1024 * 1024;

/** What stopped `run`. */
const FULL = 1;
const MISSED = 2;
const REFUSED = 3;
const STOPPED = 4;

/** The younger generation, and what is in it. */
let young: usize = 0;
let arenaUsed: usize = 0;
let entries: u32 = 0;
/** Whether the older generation holds anything. */
let turned: bool = false;

/** Of the last run: events in the columns, where it stopped, and the end of a record that missed. */
let count: i32 = 0;
let named: i32 = 0;
let stop: usize = 0;
let missedEnd: usize = 0;
/** Numbers of the combinations of the record being read; -1 for one that is new. */
let callId: i32 = 0;
let identityId: i32 = 0;
let originId: i32 = 0;
/** What is being read: see `run`. */
let end: usize = 0;
let lines: i32 = 0;
let last: i32 = 0;

export function windowAt(): usize { return WINDOW; }
export function windowBytes(): usize { return WINDOW_BYTES; }
export function columnsAt(): usize { return OFFSETS; }
export function namedAt(): usize { return NAMED; }
export function namedCount(): i32 { return named; }
export function mostEvents(): usize { return EVENTS; }
export function countOf(): i32 { return count; }
export function stopAt(): i32 { return <i32>(stop - WINDOW); }
export function missedTo(): i32 { return <i32>(missedEnd - WINDOW); }
export function fieldsAt(): usize { return FIELDS; }
/** Which combinations of the record that missed are new: 1 call, 2 identity, 4 origin. */
export function missing(): i32 { return (callId < 0 ? 1 : 0) | (identityId < 0 ? 2 : 0) | (originId < 0 ? 4 : 0); }
/** 0 none, 1 true, 2 false */
export function readOnlyOf(): i32 { return readOnly; }

/** Fields of the record being read: where the value's text begins (0: absent) and its length. */
let source: usize = 0; let sourceLength: i32 = 0;
let name: usize = 0; let nameLength: i32 = 0;
let type: usize = 0; let typeLength: i32 = 0;
let category: usize = 0; let categoryLength: i32 = 0;
let version: usize = 0; let versionLength: i32 = 0;
let region: usize = 0; let regionLength: i32 = 0;
let recipient: usize = 0; let recipientLength: i32 = 0;
let account: usize = 0; let accountLength: i32 = 0;
let owner: usize = 0; let ownerLength: i32 = 0;
let error: usize = 0; let errorLength: i32 = 0;
let address: usize = 0; let addressLength: i32 = 0;
let agent: usize = 0; let agentLength: i32 = 0;
let identity: usize = 0; let identityLength: i32 = 0;
/** An access key that the record names; where a second one stands, the record is the slow path's. */
let key: usize = 0; let keyLength: i32 = 0;
let keyIssued: bool = false;
let readOnly: i32 = 0;
let time: f64 = 0;
let timed: bool = false;
let idAt: usize = 0;

@inline
function space(p: usize, end: usize): usize {
  while (p < end) {
    const c = load<u8>(p);
    if (c > 32 || (c != 32 && c != 10 && c != 13 && c != 9)) break;
    p++;
  }
  return p;
}

/** Whether the string read last has an escape. */
let escaped: bool = false;

/** Index after the string whose text begins at `p`; 0 when it is not valid or does not end. */
function text(p: usize, end: usize): usize {
  escaped = false;
  for (;;) {
    const bytes = v128.load(p);
    const special = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))),
      i8x16.lt_u(bytes, i8x16.splat(32)),
    );
    const mask = i8x16.bitmask(special);
    if (mask == 0) {
      p += 16;
      if (p >= end) return 0;
      continue;
    }
    p += <usize>ctz(mask);
    if (p >= end) return 0;
    const c = load<u8>(p);
    if (c == 34) return p + 1;
    if (c != 92) return 0;
    escaped = true;
    const e = load<u8>(p + 1);
    if (e == 117) {
      for (let i: usize = 2; i < 6; i++) {
        const h = load<u8>(p + i);
        if (!((h >= 48 && h <= 57) || (h >= 65 && h <= 70) || (h >= 97 && h <= 102))) return 0;
      }
      p += 6;
    } else if (e == 34 || e == 92 || e == 47 || e == 98 || e == 102 || e == 110 || e == 114 || e == 116) p += 2;
    else return 0;
    if (p >= end) return 0;
  }
  return 0; // unreachable
}

@inline
function digit(p: usize): bool {
  const c = load<u8>(p);
  return c >= 48 && c <= 57;
}

/** Index after a number, or 0. RFC 8259, 6. */
function number(p: usize): usize {
  if (load<u8>(p) == 45) p++;
  if (!digit(p)) return 0;
  if (load<u8>(p) == 48) p++;
  else while (digit(p)) p++;
  if (load<u8>(p) == 46) {
    p++;
    if (!digit(p)) return 0;
    while (digit(p)) p++;
  }
  const e = load<u8>(p);
  if (e == 101 || e == 69) {
    p++;
    const s = load<u8>(p);
    if (s == 43 || s == 45) p++;
    if (!digit(p)) return 0;
    while (digit(p)) p++;
  }
  return p;
}

/** Index after true, false or null, or 0. */
@inline
function word(p: usize): usize {
  const w = load<u32>(p);
  if (w == 0x65757274 || w == 0x6c6c756e) return p + 4;
  return w == 0x736c6166 && load<u8>(p + 4) == 101 ? p + 5 : 0;
}

/** Hash of a key: only to find those that may be equal. */
@inline
function hashKey(at: usize, length: usize): u32 {
  let h: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) h = (h ^ load<u64>(at + i)) * 0xff51afd7ed558ccd;
  const rest = length - i;
  if (rest > 0) h = (h ^ (load<u64>(at + i) << ((8 - rest) * 8))) * 0xff51afd7ed558ccd;
  return <u32>(h >> 32);
}

let keysUsed: i32 = 0;

/** Notes a key of the object whose keys begin at `base`; false when it may be there already. */
@inline
function fresh(base: i32, frame: usize, at: usize, length: usize): bool {
  const hash = hashKey(at, length);
  const bit: u64 = (<u64>1) << <u64>(hash & 63);
  const filter = load<u64>(frame + 8);
  if ((filter & bit) != 0) {
    for (let i = base; i < keysUsed; i++) if (load<u32>(KEYS + (<usize>i << 2)) == hash) return false;
  }
  if (keysUsed >= KEYS_COUNT) return false;
  store<u64>(frame + 8, filter | bit);
  store<u32>(KEYS + (<usize>keysUsed << 2), hash);
  keysUsed++;
  return true;
}

/** What is wanted of an object in a record. */
const NOTHING = 0;
/** The account. */
const IDENTITY = 1;
/** Access keys: of a request it is about, of a response it hands out. */
const REQUEST = 2;
const RESPONSE = 3;

/** Whether a text is an access key: ACCESS_KEY in named-keys.ts. */
function isAccessKey(at: usize, length: i32): bool {
  if (length < 16 || length > 128) return false;
  // "AKIA", "ASIA"
  const prefix = load<u32>(at);
  if (prefix != 0x41494b41 && prefix != 0x41495341) return false;
  for (let i: usize = 4; i < <usize>length; i++) {
    const c = load<u8>(at + i);
    if (!((c >= 65 && c <= 90) || (c >= 48 && c <= 57))) return false;
  }
  return true;
}

/** Notes an access key; false when the record names another one already. */
function noteKey(at: usize, length: i32, issued: bool): bool {
  if (key == 0) {
    key = at;
    keyLength = length;
    keyIssued = issued;
    return true;
  }
  return issued == keyIssued && length == keyLength && equal(key, at, <usize>length);
}

/** Index after the object or list that begins at `p`; 0 when it is not valid, too deep, or has a key twice. */
function container(p: usize, end: usize, wants: i32): usize {
  const bottom = keysUsed;
  let depth: i32 = 0;
  let frame: usize = FRAMES;
  // Opens the bracket at p.
  for (;;) {
    // A value is expected at p, and it is a bracket.
    let isObject = load<u8>(p) == 123;
    depth++;
    if (depth > DEEPEST) return 0;
    frame = FRAMES + (<usize>depth << 4);
    store<i32>(frame, isObject ? keysUsed : -1);
    store<u64>(frame + 8, 0);
    p = space(p + 1, end);
    if (p >= end) return 0;
    let c = load<u8>(p);
    let closed = false;
    if (c == (isObject ? 125 : 93)) {
      p++;
      closed = true;
    }
    // Goes on within the innermost open bracket until another opens, or all are closed.
    for (;;) {
      if (closed) {
        if (load<i32>(frame) >= 0) keysUsed = load<i32>(frame);
        depth--;
        if (depth == 0) {
          keysUsed = bottom;
          return p;
        }
        frame = FRAMES + (<usize>depth << 4);
        isObject = load<i32>(frame) >= 0;
        closed = false;
        // After a value.
        p = space(p, end);
        if (p >= end) return 0;
        c = load<u8>(p);
        if (c == 44) {
          p = space(p + 1, end);
          if (p >= end) return 0;
          c = load<u8>(p);
        } else if (c == (isObject ? 125 : 93)) {
          p++;
          closed = true;
          continue;
        } else return 0;
      }
      // A member or an element begins at p.
      let wanted = false;
      if (isObject) {
        if (load<u8>(p) != 34) return 0;
        const name = p + 1;
        p = text(name, end);
        if (p == 0 || escaped) return 0;
        const length = p - 1 - name;
        if (!fresh(load<i32>(frame), frame, name, length)) return 0;
        if (wants == IDENTITY) wanted = depth == 1 && length == 9 && load<u64>(name) == 0x49746e756f636361 && load<u8>(name + 8) == 100;
        else if (wants != NOTHING) wanted = length == 11 && load<u64>(name) == 0x654b737365636361 && load<u32>(name + 7) == 0x64497965;
        p = space(p, end);
        if (p >= end || load<u8>(p) != 58) return 0;
        p = space(p + 1, end);
        if (p >= end) return 0;
      }
      c = load<u8>(p);
      if (c == 34) {
        const at = p + 1;
        p = text(at, end);
        if (p == 0) return 0;
        if (wanted) {
          if (escaped) return 0;
          const size = <i32>(p - 1 - at);
          if (wants == IDENTITY) {
            owner = at;
            ownerLength = size;
          } else if (isAccessKey(at, size) && !noteKey(at, size, wants == RESPONSE)) return 0;
        }
      } else if (c == 123 || c == 91) {
        if (wanted && wants == IDENTITY) return 0;
        break;
      } else if (c == 116 || c == 102 || c == 110) {
        if (wanted && wants == IDENTITY && c != 110) return 0;
        p = word(p);
        if (p == 0 || p > end) return 0;
      } else {
        if (wanted && wants == IDENTITY) return 0;
        p = number(p);
        if (p == 0 || p > end) return 0;
      }
      // After the value.
      p = space(p, end);
      if (p >= end) return 0;
      c = load<u8>(p);
      if (c == 44) {
        p = space(p + 1, end);
        if (p >= end) return 0;
        // A bracket cannot follow a comma: what begins next must be a key or a value, which the next round sees to.
        if (!isObject && load<u8>(p) == 93) return 0;
      } else if (c == (isObject ? 125 : 93)) {
        p++;
        closed = true;
      } else return 0;
    }
  }
  return 0; // unreachable
}

@inline
function two(p: usize): i32 {
  const a = <i32>load<u8>(p) - 48;
  const b = <i32>load<u8>(p + 1) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1;
}

/** ms UTC of `YYYY-MM-DDTHH:mm:ssZ`; sets `timed` to false when it is no such time. */
function instant(p: usize): f64 {
  timed = false;
  if (load<u8>(p + 4) != 45 || load<u8>(p + 7) != 45 || load<u8>(p + 10) != 84) return 0;
  if (load<u8>(p + 13) != 58 || load<u8>(p + 16) != 58 || load<u8>(p + 19) != 90) return 0;
  const century = two(p);
  const years = two(p + 2);
  const month = two(p + 5);
  const day = two(p + 8);
  const hour = two(p + 11);
  const minute = two(p + 14);
  const second = two(p + 17);
  // Years before 1900 are the slow path's to think about.
  if (century < 19 || years < 0 || month < 1 || month > 12 || day < 1) return 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return 0;
  const year = century * 100 + years;
  const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  let days = 31;
  if (month == 2) days = leap ? 29 : 28;
  else if (month == 4 || month == 6 || month == 9 || month == 11) days = 30;
  if (day > days) return 0;
  // Days since 1970-01-01, counting years from March.
  const y = month <= 2 ? year - 1 : year;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  const epochDay = era * 146097 + dayOfEra - 719468;
  timed = true;
  return (<f64>epochDay * 86400.0 + <f64>((hour * 60 + minute) * 60 + second)) * 1000.0;
}

@inline
function hex(c: u8): i32 {
  if (c >= 48 && c <= 57) return <i32>c - 48;
  return c >= 97 && c <= 102 ? <i32>c - 87 : -1;
}

/** Writes a lower-case UUID as sixteen bytes; false when the text is none. */
function uuid(p: usize, into: usize): bool {
  for (let byte = 0; byte < 16; byte++) {
    if (byte == 4 || byte == 6 || byte == 8 || byte == 10) {
      if (load<u8>(p) != 45) return false;
      p++;
    }
    const high = hex(load<u8>(p));
    const low = hex(load<u8>(p + 1));
    if ((high | low) < 0) return false;
    store<u8>(into + byte, <u8>(high * 16 + low));
    p += 2;
  }
  return true;
}

/** Reads the record that begins at `p`; index after it, or 0 when it is not of the common form. */
function record(p: usize, end: usize): usize {
  source = 0; name = 0; type = 0; category = 0; version = 0; region = 0; recipient = 0; account = 0; owner = 0; error = 0;
  address = 0; agent = 0; identity = 0; idAt = 0; key = 0;
  ownerLength = 0; identityLength = 0;
  readOnly = 0;
  timed = false;
  keysUsed = 0;
  store<u64>(FRAMES + 8, 0);
  // The frame of the record itself is number 0; containers in it use those from 1 on.
  p = space(p + 1, end);
  for (;;) {
    if (p >= end || load<u8>(p) != 34) return 0;
    const member = p + 1;
    p = text(member, end);
    if (p == 0 || escaped) return 0;
    const length = p - 1 - member;
    if (holdsOriginal(member, length)) return 0;
    if (!fresh(0, FRAMES, member, length)) return 0;
    p = space(p, end);
    if (p >= end || load<u8>(p) != 58) return 0;
    p = space(p + 1, end);
    if (p >= end) return 0;
    const c = load<u8>(p);
    if (c == 34) {
      const at = p + 1;
      p = text(at, end);
      if (p == 0) return 0;
      if (!note(member, length, at, <i32>(p - 1 - at))) return 0;
    } else if (c == 123) {
      const who = length == 12 && load<u64>(member) == 0x6e65644972657375 && load<u64>(member + 4) == 0x797469746e656449;
      if (!who && isWanted(member, length)) return 0;
      const at = p;
      p = container(p, end, who ? IDENTITY : partOf(member, length));
      if (p == 0) return 0;
      if (who) {
        identity = at;
        identityLength = <i32>(p - at);
      }
    } else if (c == 91) {
      if (isWanted(member, length)) return 0;
      p = container(p, end, NOTHING);
      if (p == 0) return 0;
    } else if (c == 116 || c == 102 || c == 110) {
      if (length == 8 && load<u64>(member) == 0x796c6e4f64616572) readOnly = c == 116 ? 1 : c == 102 ? 2 : 0;
      else if (c != 110 && isWanted(member, length)) return 0;
      p = word(p);
      if (p == 0 || p > end) return 0;
    } else {
      if (isWanted(member, length)) return 0;
      p = number(p);
      if (p == 0 || p > end) return 0;
    }
    p = space(p, end);
    if (p >= end) return 0;
    const after = load<u8>(p);
    if (after == 125) return timed && idAt != 0 && name != 0 && source != 0 ? p + 1 : 0;
    if (after != 44) return 0;
    p = space(p + 1, end);
  }
  return 0; // unreachable
}

/** What is wanted of a member that is an object: `requestParameters`, `responseElements`, or another one. */
@inline
function partOf(member: usize, length: usize): i32 {
  if (length == 17 && load<u64>(member) == 0x5074736575716572 && load<u64>(member + 8) == 0x726574656d617261 && load<u8>(member + 16) == 115)
    return REQUEST;
  if (length == 16 && load<u64>(member) == 0x65736e6f70736572 && load<u64>(member + 8) == 0x73746e656d656c45) return RESPONSE;
  return NOTHING;
}

/** Whether a text ends with `.amazonaws.com`. */
@inline
function isService(at: usize, size: i32): bool {
  return size >= 14 && load<u64>(at + size - 14) == 0x616e6f7a616d612e && load<u64>(at + size - 8) == 0x6d6f632e7377616e;
}

/**
 * Whether a key is one under which other tools keep the original of a record (ORIGINALS in shapes/wrapped.ts), or a part of a record taken apart
 * (`userIdentity.type`): the slow path's to think about.
 */
@inline
function holdsOriginal(key: usize, length: usize): bool {
  if (length > 13 && load<u64>(key) == 0x6e65644972657375 && load<u32>(key + 8) == 0x79746974 && load<u8>(key + 12) == 46) return true;
  if (length == 4) return load<u32>(key) == 0x7761725f;
  if (length == 7) return (load<u64>(key) & 0x00ffffffffffffff) == 0x006567617373656d;
  if (length == 8) return load<u64>(key) == 0x6567617373656d40;
  if (length == 14) return load<u64>(key) == 0x726f2e746e657665;
  return length == 15 && (load<u64>(key) | 0x20) == 0x61725464756f6c63;
}

/** Whether a key is one of those that the columns are made of. */
function isWanted(key: usize, length: usize): bool {
  if (length == 9) {
    const first = load<u64>(key);
    const last = load<u8>(key + 8);
    return (
      (first == 0x6d6954746e657665 && last == 101) ||
      (first == 0x6d614e746e657665 && last == 101) ||
      (first == 0x707954746e657665 && last == 101) ||
      (first == 0x6f69676552737761 && last == 110) ||
      (first == 0x6e65674172657375 && last == 116) ||
      (first == 0x646f43726f727265 && last == 101) ||
      (first == 0x49746e756f636361 && last == 100)
    );
  }
  if (length == 7) {
    const seven = load<u64>(key) & 0x00ffffffffffffff;
    return seven == 0x004449746e657665 || seven == 0x006449746e657665;
  }
  if (length == 8) return load<u64>(key) == 0x796c6e4f64616572;
  if (length == 11) return load<u64>(key) == 0x756f53746e657665 && load<u64>(key + 3) == 0x656372756f53746e;
  if (length == 12) {
    return (
      (load<u64>(key) == 0x726556746e657665 && load<u64>(key + 4) == 0x6e6f697372655674) ||
      (load<u64>(key) == 0x6e65644972657375 && load<u64>(key + 4) == 0x797469746e656449)
    );
  }
  if (length == 13) return load<u64>(key) == 0x746143746e657665 && load<u64>(key + 5) == 0x79726f6765746143;
  if (length == 15) return load<u64>(key) == 0x5049656372756f73 && load<u64>(key + 7) == 0x7373657264644150;
  if (length == 18) return load<u64>(key) == 0x6e65697069636572 && load<u64>(key + 10) == 0x6449746e756f6363 && load<u16>(key + 8) == 0x4174;
  return false;
}

/** Takes a string; false when the slow path has something to say of it. */
function note(key: usize, length: usize, at: usize, size: i32): bool {
  if (!isWanted(key, length)) return true;
  if (escaped) return false;
  if (length == 9) {
    const first = load<u64>(key);
    if (first == 0x6d6954746e657665) {
      if (size != 20) return false;
      time = instant(at);
      return timed;
    }
    if (first == 0x6d614e746e657665) { name = at; nameLength = size; }
    else if (first == 0x707954746e657665) { type = at; typeLength = size; }
    else if (first == 0x6f69676552737761) { region = at; regionLength = size; }
    else if (first == 0x6e65674172657375) { agent = at; agentLength = size; }
    else if (first == 0x646f43726f727265) {
      // An empty code is none.
      if (size > 0) { error = at; errorLength = size; }
    }
    else { account = at; accountLength = size; }
    return true;
  }
  if (length == 7) {
    // eventId, as aggregated events have it, is the slow path's.
    if (load<u8>(key + 6) != 68 || size != 36) return false;
    idAt = at;
    return true;
  }
  // readOnly as a string
  if (length == 8) return false;
  if (length == 11) {
    // What another source says of itself, the slow path knows: whether it is CloudTrail's at all.
    if (!isService(at, size)) return false;
    source = at; sourceLength = size;
    return true;
  }
  if (length == 12) {
    if (load<u8>(key) == 117) return false;
    version = at; versionLength = size;
    return true;
  }
  if (length == 13) { category = at; categoryLength = size; return true; }
  if (length == 15) { address = at; addressLength = size; return true; }
  recipient = at; recipientLength = size;
  return true;
}

let scratchUsed: usize = 0;

/** Appends a field to the key of a combination: bytes that no string without escapes has stand between fields and for absent ones. */
@inline
function append(at: usize, length: i32): void {
  if (at == 0) {
    store<u8>(SCRATCH + scratchUsed, 2);
    scratchUsed++;
    return;
  }
  memory.copy(SCRATCH + scratchUsed, at, <usize>length);
  scratchUsed += <usize>length;
  store<u8>(SCRATCH + scratchUsed, 1);
  scratchUsed++;
}

function hashBytes(at: usize, length: usize): u64 {
  let h: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) {
    h = (h ^ load<u64>(at + i)) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  const rest = length - i;
  if (rest > 0) {
    h = (h ^ (load<u64>(at + i) << ((8 - <u64>rest) * 8))) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  return h == 0 ? 1 : h;
}

function equal(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

/** A slot: the upper half of the hash (0: empty), length of the key, its place in its arena, the number. */
@inline
function search(generation: usize, table: usize, at: usize, length: usize, mark: u32, low: u32): usize {
  let i = low & (SLOTS - 1);
  for (;;) {
    const slot = TABLES + generation * GENERATION_TABLES + table * TABLE_BYTES + <usize>i * SLOT_BYTES;
    const there = load<u32>(slot);
    if (there == 0) return slot;
    if (there == mark && load<u32>(slot + 4) == <u32>length && equal(<usize>load<u32>(slot + 8), at, length)) return slot;
    i = (i + 1) & (SLOTS - 1);
  }
  return 0; // unreachable
}

/** The number of a key, or -1. */
function find(table: usize, at: usize, length: usize): i32 {
  const hash = hashBytes(at, length);
  const mark = <u32>(hash >> 32) | 1;
  const slot = search(young, table, at, length, mark, <u32>hash);
  if (load<u32>(slot) != 0) return load<i32>(slot + 12);
  const older = search(young ^ 1, table, at, length, mark, <u32>hash);
  if (load<u32>(older) == 0) return -1;
  const id = load<i32>(older + 12);
  put(slot, mark, at, length, id);
  return id;
}

function put(slot: usize, mark: u32, at: usize, length: usize, id: i32): void {
  const copy = ARENA + young * ARENA_BYTES + arenaUsed;
  memory.copy(copy, at, length);
  arenaUsed += (length + 7) & ~7;
  store<u32>(slot, mark);
  store<u32>(slot + 4, <u32>length);
  store<u32>(slot + 8, <u32>copy);
  store<i32>(slot + 12, id);
  entries++;
}

function learn(table: usize, at: usize, length: usize, id: i32): void {
  const hash = hashBytes(at, length);
  const mark = <u32>(hash >> 32) | 1;
  put(search(young, table, at, length, mark, <u32>hash), mark, at, length, id);
}

/** Begins a new generation when the younger is full: what of the older was not met meanwhile is forgotten. */
@inline
function makeRoom(): void {
  if (arenaUsed + ARENA_ROOM <= ARENA_BYTES && entries + 3 <= MOST_ENTRIES) return;
  young ^= 1;
  turned = true;
  empty(young);
}

function empty(generation: usize): void {
  memory.fill(TABLES + generation * GENERATION_TABLES, 0, GENERATION_TABLES);
  arenaUsed = 0;
  entries = 0;
}

/** Forgets every combination: who reads next has numbers of its own. */
export function forget(): void {
  if (turned) empty(young ^ 1);
  if (turned || entries > 0) empty(young);
  turned = false;
}

function callKey(): usize {
  scratchUsed = 0;
  append(source, sourceLength);
  append(name, nameLength);
  append(type, typeLength);
  append(category, categoryLength);
  append(version, versionLength);
  append(region, regionLength);
  // The account: the recipient's, else that of the identity, else the record's own.
  if (recipient != 0) append(recipient, recipientLength);
  else if (owner != 0) append(owner, ownerLength);
  else append(account, accountLength);
  append(error, errorLength);
  store<u8>(SCRATCH + scratchUsed, <u8>(48 + readOnly));
  return scratchUsed + 1;
}

function originKey(): usize {
  scratchUsed = 0;
  append(address, addressLength);
  append(agent, agentLength);
  return scratchUsed;
}

/** Whether the texts of a combination are short enough for the scratch. */
@inline
function fits(): bool {
  return (
    sourceLength < 4096 && nameLength < 4096 && typeLength < 4096 && categoryLength < 4096 && versionLength < 4096 && regionLength < 4096 &&
    recipientLength < 4096 && accountLength < 4096 && ownerLength < 4096 && errorLength < 4096 && addressLength < 8192 && agentLength < 8192 &&
    identityLength < 65536
  );
}

@inline
function tellField(index: usize, at: usize, length: i32): void {
  store<i32>(FIELDS + index * 8, at == 0 ? -1 : <i32>(at - WINDOW));
  store<i32>(FIELDS + index * 8 + 4, length);
}

/** Tells where the fields of the record stand: in the order of MISSED_FIELDS in fast-reader.ts. */
function tellFields(): void {
  tellField(0, source, sourceLength);
  tellField(1, name, nameLength);
  tellField(2, type, typeLength);
  tellField(3, category, categoryLength);
  tellField(4, version, versionLength);
  tellField(5, region, regionLength);
  if (recipient != 0) tellField(6, recipient, recipientLength);
  else if (owner != 0) tellField(6, owner, ownerLength);
  else tellField(6, account, accountLength);
  tellField(7, error, errorLength);
  tellField(8, address, addressLength);
  tellField(9, agent, agentLength);
  tellField(10, identity, identityLength);
}

/** Adds the record that was read to the columns. */
@inline
function take(next: usize): void {
  const into = <usize>count;
  store<u32>(OFFSETS + into * 4, <u32>(stop - WINDOW));
  store<u32>(LENGTHS + into * 4, <u32>(next - stop));
  store<f64>(TIMES + into * 8, time);
  store<u32>(CALLS + into * 4, <u32>callId);
  store<u32>(IDENTITIES + into * 4, <u32>identityId);
  store<u32>(ORIGINS + into * 4, <u32>originId);
  if (key != 0 && next - stop <= LONGEST_LOOKED_THROUGH) {
    const place = NAMED + <usize>named * NAMED_BYTES;
    store<u32>(place, <u32>count);
    store<u32>(place + 4, <u32>(key - WINDOW));
    store<u32>(place + 8, <u32>keyLength);
    store<u32>(place + 12, keyIssued ? 1 : 0);
    named++;
  }
  count++;
  stop = next;
}

/** Index of the next element after the record that ends at `next`; 0 when something else follows. */
function following(next: usize): usize {
  if (lines != 0) {
    const p = space(next, end);
    return p < end && load<u8>(p) == 123 ? p : 0;
  }
  let p = space(next, end);
  if (p >= end || load<u8>(p) != 44) return 0;
  p = space(p + 1, end);
  // Only where another object follows is the comma taken; anything else is told by the slow path from the end of the last record on.
  return p < end && load<u8>(p) == 123 ? p : 0;
}

/**
 * Reads records from `from` on, each followed by a comma (`isLines` 0) or by the end of its line (1).
 * @param from index in the window of the beginning of an element
 * @param to length of the window
 * @param isLast whether the content ends with the window
 * @returns what stopped it. `stopAt` is then the beginning of the element that was not taken, or the end of the last one that was
 */
export function run(from: i32, to: i32, isLines: i32, isLast: i32): i32 {
  count = 0;
  named = 0;
  end = WINDOW + <usize>to;
  lines = isLines;
  last = isLast;
  const p = space(WINDOW + <usize>from, end);
  stop = p;
  return p < end && load<u8>(p) == 123 ? read(p) : STOPPED;
}

/** Takes the record that missed, with the numbers of those of its combinations that are new, and goes on. */
export function resume(call: i32, who: i32, origin: i32): i32 {
  if (callId < 0) {
    callId = call;
    learn(0, SCRATCH, callKey(), call);
  }
  if (identityId < 0) {
    identityId = who;
    learn(1, identity == 0 ? SCRATCH : identity, <usize>identityLength, who);
  }
  if (originId < 0) {
    originId = origin;
    learn(2, SCRATCH, originKey(), origin);
  }
  const next = missedEnd;
  take(next);
  const p = following(next);
  return p == 0 ? STOPPED : read(p);
}

function read(from: usize): i32 {
  let p = from;
  for (;;) {
    if (count == <i32>EVENTS) return FULL;
    stop = p;
    // A record that is not taken must leave nothing behind: its fields are read again by whoever takes it.
    recipientLength = 0; accountLength = 0; sourceLength = 0; nameLength = 0; typeLength = 0; categoryLength = 0; versionLength = 0;
    regionLength = 0; errorLength = 0; addressLength = 0; agentLength = 0;
    const next = record(p, end);
    if (next == 0 || !fits()) return REFUSED;
    if (lines != 0) {
      let after = next;
      while (after < end) {
        const c = load<u8>(after);
        if (c != 32 && c != 13 && c != 9) break;
        after++;
      }
      if (after < end ? load<u8>(after) != 10 : last == 0) return REFUSED;
    }
    if (!uuid(idAt, UUIDS + <usize>count * 16)) return REFUSED;
    makeRoom();
    callId = find(0, SCRATCH, callKey());
    identityId = find(1, identity == 0 ? SCRATCH : identity, <usize>identityLength);
    originId = find(2, SCRATCH, originKey());
    if ((callId | identityId | originId) < 0) {
      missedEnd = next;
      tellFields();
      return MISSED;
    }
    take(next);
    p = following(next);
    if (p == 0) return STOPPED;
  }
  return 0; // unreachable
}

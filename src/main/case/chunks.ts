// In what pieces the bytes of an item are stored.

/**
 * Bytes per chunk of an item, the last is shorter: SQLite values end at 1,000,000,000 bytes, a reader may want a part, and what fits into the
 * processor's cache is copied in half the time. Cases of other versions may have chunks of another length, all of an item's the same.
 */
export const CHUNK_BYTES = 1024 * 1024;

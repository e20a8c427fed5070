// In what pieces the bytes of an item are stored.

/** Bytes per chunk of an item, the last is shorter: SQLite values end at 1,000,000,000 bytes, and a reader may want a part. */
export const CHUNK_BYTES = 16 * 1024 * 1024;

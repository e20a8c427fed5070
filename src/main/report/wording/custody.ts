// The custody log.

export const CUSTODY = {
  intro:
    'What was done to the case, by whom and with what. Entries are only ever added; each cites the hash of the one before it, so that no entry can be changed or taken out without every later hash changing. Times are those of the computer on which it was done.',
  how: 'The hash of an entry is the SHA-256 of eight values joined by single line feeds, with none at the end, as UTF-8: number, time in milliseconds, who, action, tool, outcome, detail, previous hash. The first entry cites 64 zeros. All eight are printed here:',
  heads: ['No.', 'Time', 'Who, with what', 'Action: outcome'],
  ms: 'time in ms',
  detail: 'detail',
  previous: 'previous',
  hash: 'hash',
  holds: 'computed again: holds',
  broken: 'computed again: DOES NOT HOLD',
  concerns: 'concerns',
  none: 'The custody log is empty.',
};

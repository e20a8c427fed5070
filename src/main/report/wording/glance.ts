// The table of all exhibits.

export const GLANCE = {
  heads: ['Exhibit', 'Time', 'What was called', 'With which credentials', 'From', 'Outcome'],
  none: 'The investigator bookmarked no event, and no finding or text cites one: this report has no exhibits.',
  address: 'Address of the event:',
  record: 'SHA-256 of the raw record:',
};

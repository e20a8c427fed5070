// What the report can and cannot show, at length and for a brief.

export const LIMITS = [
  'CloudTrail is a service of Amazon Web Services (AWS). It writes a record when someone, or some program, asks AWS to do something. This report is drawn from files of such records; it shows what those files say.',
  '**Credentials, not persons.** A record names the credentials with which a call was signed. It does not know who held them. Where this report says “actor”, it means credentials: a user, a role’s session, an access key. It identifies nobody.',
  '**AWS’s clock, in whole seconds.** The time of an event is the one that AWS wrote, as a rule to the second. Events of one second have no order among themselves; the order in which they stand here is that of their addresses, so that it never varies.',
  '**Two clocks.** Times in the custody log, and those of notes, findings and reviews, are of the computer on which Trailcase ran. Nothing compares that clock with AWS’s.',
  '**Delivery windows.** A log file is delivered some minutes after what it tells of, as a rule within about 15, at times hours later; AWS promises no time. Digests follow about once an hour, and speak of times of delivery, not of events. Evidence collected soon after an event may not yet hold it.',
  '**Addresses on the Internet.** A source address is the one from which AWS received the call. It may be that of a proxy, a VPN, a shared network or another AWS service. It is no place of residence.',
  '**Absence proves little.** That an event is not in this report, or not in the case, does not prove that it did not happen: a trail may have been off, may not record that kind of event, may cover other accounts or regions, or its files may not be among those delivered. Absence carries weight only for a span whose complete delivery AWS’s signed digests attest, and then only for what that trail was set to record.',
  '**No error code.** AWS writes an error code into the record of a call that it refused or that failed. Its absence means, as a rule, that the call was carried out; a failed sign-in to the console has none, and says so in other fields of the record.',
  '**What the caller chose.** User agents, names, request parameters and tags are text that the caller wrote. They may be false, and they may be meant to mislead whoever reads them. They are shown here as inert text.',
  '**Exhibits are a selection.** The exhibits are the events that the investigator marked or cites. Other events in the case may weigh against them: the case file holds them all.',
  '**What is derived.** The raw record under each exhibit is evidence. The fields beside it are read from it; those marked “derived” are concluded: the instant in milliseconds and other zones, the short name of the actor, and which of several deliveries of one event is shown. Where a record names a field twice, the last one is read; the raw record shows both.',
  '**Marks in text.** Invisible characters, and those that change the direction of writing, could make a text appear to say something else. They are shown as marks: `⟦U+202E⟧` stands for the character with that Unicode number, `⟦0xFF⟧` for a byte that is no UTF-8 text. The character `⟦` itself is shown as `⟦U+27E6⟧`, so that no text can imitate a mark.',
];

/** In place of LIMITS in a brief. */
export const LIMITS_SHORT = [
  'This report is drawn from records of AWS CloudTrail, the log of requests to Amazon Web Services (AWS). It shows what those records say.',
  '**Credentials, not persons.** A record names the credentials with which a call was signed, and not who held them. It identifies nobody.',
  '**Times** of events are those of AWS’s clock; times of notes, findings and reviews are those of the computer on which Trailcase ran.',
  '**Absence proves little.** That something is not in the logs does not prove that it did not happen.',
  '**A selection.** Exhibits are the events that the investigator marked or cites; other events of the case may weigh against them.',
  '**What the caller chose**, such as names and user agents, may be false. A source address may be a proxy’s; it is no place of residence.',
  'The full report says each of these at length.',
];

export const OWN_ASSUMPTIONS = {
  title: 'What the examiner assumes besides',
};

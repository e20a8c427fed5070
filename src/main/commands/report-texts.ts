// `trailcase report-texts`: the texts, marks and picture that a case keeps for its reports: shown, and set as JSON, of which only what is named changes.
import { readFileSync, statSync } from 'node:fs';
import { faultOf } from '../../shared/given.ts';
import { LARGEST_LOGO, ReportSettings } from '../../shared/report.ts';
import { plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { addReportLogo, putReportSettings, reportLogo, reportSettings } from '../case/report-settings.ts';
import { REPORT_TEXTS, textOrigins } from '../case/report-texts.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { terminalText } from './output.ts';
import { jsonFrom } from './stdin.ts';

const ACTS = 'Say show, set, logo FILE or logo --remove';
const NAMES = Object.keys(ReportSettings.shape) as (keyof ReportSettings)[];

export const reportTexts: Command = {
  name: 'report-texts',
  usage: 'CASE [show] | CASE set [--from FILE] | CASE logo FILE | CASE logo --remove',
  summary: 'what people write for reports: executive summary, opinion, qualifications, marks; and a logo',
  help: [
    'show            what counts now (also without an act); texts are Markdown, [[event:ID]] and [[finding:ID]] become links',
    `set             reads {"NAME": …} from standard input and changes only what it names: ${NAMES.join(', ')}`,
    'logo FILE       takes a PNG or JPEG of at most 256 KiB as the organisation’s picture',
    '--from FILE     from a file instead of standard input',
    '--remove        no picture any more; earlier versions stay in the case',
  ],
  options: { from: { type: 'string' }, remove: { type: 'boolean' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, reportTexts);
    const { values } = invocation;
    const [, act = 'show', picture, surplus] = invocation.positionals;
    const remove = values.remove === true;
    if (surplus !== undefined || (values.from !== undefined && act !== 'set') || (remove && act !== 'logo')) throw usage(ACTS, reportTexts);
    if (act === 'logo' && remove !== (picture !== undefined)) await setLogo(path, picture, invocation);
    else if (act === 'set' && picture === undefined) await set(path, invocation);
    else if (act === 'show' && picture === undefined) await show(path, invocation);
    else throw usage(ACTS, reportTexts);
    return 0;
  },
};

async function show(path: string, { output }: Invocation): Promise<void> {
  const db = openForReading(path);
  try {
    const settings = reportSettings(db);
    if (output.json) return await output.object(settings);
    const zone = caseZone(db);
    const origins = textOrigins(db);
    for (const name of ['classification', 'privilege'] as const) await output.line(`${name}: ${terminalText(settings[name]) || 'none'}`);
    const logo = reportLogo(db, settings.logo);
    await output.line(`logo: ${logo ? `${logo.media}, ${logo.bytes.length} bytes, SHA-256 ${logo.sha256}` : 'none'}`);
    await output.line(`options: ${settings.options ? terminalText(JSON.stringify(settings.options)) : 'none'}`);
    for (const name of REPORT_TEXTS) {
      const origin = origins.get(name);
      await output.line(
        origin ? `${name}, by ${terminalText(origin.author)}, ${terminalText(formatTime(origin.at, zone))}:` : `${name}: none`,
      );
      if (origin) for (const line of settings[name].split('\n')) await output.line(`  ${terminalText(line)}`);
    }
  } finally {
    db.close();
  }
}

async function set(path: string, { values, output }: Invocation): Promise<void> {
  const given = await jsonFrom(option(values, 'from') ?? '-', reportTexts);
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw usage('A JSON object is needed, as {"opinion": "…"}', reportTexts);
  const unknown = Object.keys(given).find((name) => !(NAMES as string[]).includes(name));
  if (unknown !== undefined) throw usage(`Reports have no ${JSON.stringify(unknown)}; there are ${NAMES.join(', ')}`, reportTexts);
  const read = ReportSettings.partial().safeParse(given);
  if (!read.success) throw usage(faultOf(read.error, given, 'text'), reportTexts);
  const file = openCase(path);
  try {
    const { logo } = read.data;
    if (typeof logo === 'string' && reportLogo(file.db, logo) === null)
      throw usage('The case has no picture with this SHA-256: say logo FILE', reportTexts);
    const before = reportSettings(file.db);
    const after = ReportSettings.parse({ ...before, ...read.data });
    const changed = NAMES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    putReportSettings(file, after);
    if (output.json) await output.object({ changed, settings: after });
    else await output.line(changed.length === 0 ? 'Nothing changed' : `Changed: ${changed.join(', ')}`);
  } finally {
    file.close();
  }
}

async function setLogo(path: string, picture: string | undefined, { output }: Invocation): Promise<void> {
  const bytes = picture === undefined ? null : pictureBytes(picture);
  const file = openCase(path);
  try {
    const logo = bytes === null ? null : addReportLogo(file, bytes);
    putReportSettings(file, { ...reportSettings(file.db), logo });
    if (output.json) await output.object({ logo });
    else await output.line(logo === null ? 'No logo any more' : `Logo of ${plural(bytes?.length ?? 0, 'byte')}, SHA-256 ${logo}`);
  } finally {
    file.close();
  }
}

/** Errors: USAGE. How large it may be is for the case to say; what is far beyond it is not even read. */
function pictureBytes(path: string): Buffer {
  try {
    if (!statSync(path).isFile() || statSync(path).size > LARGEST_LOGO * 64) throw new Error('not a small file');
    return readFileSync(path);
  } catch (cause) {
    throw usage(`${path} cannot be read: ${(cause as Error).message}`, reportTexts);
  }
}

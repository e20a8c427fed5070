// `trailcase attack`: which techniques of MITRE ATT&CK one can choose from, and loading the official data from a file. Nothing is fetched.
import { resolve } from 'node:path';
import { plural } from '../../shared/text.ts';
import { readAttackFile } from '../attack/read-file.ts';
import { attackData, noteAttackData } from '../case/attack-data.ts';
import { openForReading } from '../case/open.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, usage } from './command.ts';
import { terminalText } from './output.ts';

export const attackCommand: Command = {
  name: 'attack',
  usage: 'CASE [list] | CASE load FILE',
  summary: "techniques of MITRE ATT&CK that findings name; the official data are loaded from MITRE's own file",
  help: [
    'list       the techniques that one can choose from, and which data they are of',
    'load FILE  enterprise-attack.json of the repository mitre-attack/attack-stix-data; its SHA-256 enters the custody log',
    'Without it there is a small table of techniques for infrastructure as a service, of ATT&CK 16.1.',
  ],
  options: {},
  async run(invocation): Promise<ExitStatus> {
    const words = invocation.positionals;
    // Also `attack load CASE FILE`, as one may say it.
    const [path, act, from] =
      words[0] === 'load' ? [words[1] ?? '', 'load', words[2]] : [casePath(invocation, attackCommand), words[1] ?? 'list', words[2]];
    const { output } = invocation;
    if (words.length > 3 || (act === 'list') === (from !== undefined) || !['list', 'load'].includes(act))
      throw usage('Say list or load FILE', attackCommand);
    if (act === 'list') {
      const db = openForReading(path);
      try {
        const data = attackData(db);
        if (output.json)
          await output.object({ data: data.data, from: data.from, file: data.file, sha256: data.sha256, rows: data.techniques });
        else {
          for (const { id, name, tactics, cloud, retired } of data.techniques)
            await output.line(
              terminalText(
                `${id.padEnd(10)} ${name}  (${[...tactics, ...(cloud ? ['IaaS'] : []), ...(retired ? [retired] : [])].join(', ')})`,
              ),
            );
          output.note(
            terminalText(`${data.data}, ${data.from === 'loaded' ? `from ${data.file}` : 'the table that comes with Trailcase'}`),
          );
        }
      } finally {
        db.close();
      }
      return 0;
    }
    const data = await readAttackFile(resolve(from as string));
    const file = openCase(path);
    try {
      noteAttackData(file, data);
    } finally {
      file.close();
    }
    const { techniques, ...rest } = data;
    if (output.json) await output.object({ ...rest, techniques: techniques.length });
    else await output.line(terminalText(`Loaded ${data.data}: ${plural(techniques.length, 'technique')}; SHA-256 ${data.sha256}`));
    return 0;
  },
};

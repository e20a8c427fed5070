// A session that is only named like an instance: whoever asks for a session chooses its name, so the instance stands beside the role and leads nowhere.

import { INSTANCE, keysOfSession } from './delivery.ts';
import { outsideArchive } from './outside-archive.ts';
import { inferred, type Rule } from './rule.ts';

export const namedByInstance: Rule = {
  besideProven: false,
  parents(key, index, proven, unread) {
    const name = key.sessionName ?? '';
    if (!INSTANCE.test(name)) return [];
    const why = `The role session is named ${name}, as EC2 names those whose keys it delivers to an instance; nothing else says that it was EC2, and who asks for a session chooses its name.`;
    return [...outsideArchive.parents(key, index, proven, unread), inferred('InstanceName', { kind: 'instance', value: name }, key, why)];
  },
  candidates({ kind, value }, index) {
    return kind === 'instance' ? keysOfSession(index, value) : [];
  },
};

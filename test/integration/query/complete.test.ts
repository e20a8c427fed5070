// Completion from a case: values of its columns with the number of events that have them, repeats not counted.
import { expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { slowCase, slowFacet } from './slow.ts';

test('values with most events first, by their beginning; fields; nothing where the case holds no column', async () => {
  const { path, events } = await slowCase();
  const queries = new CaseQueries(path);
  try {
    const ask = (text: string) => queries.answers['filter.complete']({ text, cursor: text.length });
    const listed = (text: string) => ask(text).items.map(({ label, count }) => ({ value: label, count }));
    const slow = (field: string) => slowFacet(events, field, 20).map(({ value, count }) => ({ value, count }));
    expect(listed('api:')).toEqual(slow('eventName'));
    expect(listed('is:root region:US')).toEqual(slow('awsRegion').filter(({ value }) => value.startsWith('us')));
    expect(listed('key:')).toEqual(slow('accessKeyId').filter(({ value }) => value !== ''));
    expect(ask('actor:"ro').items.map(({ text }) => text)).toContain('"role [x]"');
    expect(ask('actor:ro').items.map(({ text }) => text)).toContain('root');
    expect(ask('eve').items.map(({ text }) => text)).toContain('eventID:');
    expect(ask('resource:a').items).toEqual([]);
    queries.forget();
    expect(listed('api:')).toEqual(slow('eventName'));
    // A cursor beyond the text is at its end.
    expect(queries.answers['filter.complete']({ text: 'is:ro', cursor: 99 }).items).toEqual([{ text: 'root', label: 'root', count: null }]);
  } finally {
    queries.close();
  }
});

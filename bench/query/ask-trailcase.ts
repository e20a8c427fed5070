// One side of the benchmark: holds the case open as the engine's query thread does, and answers. Argument: case.
import { CaseQueries } from '../../src/main/query/case-queries.ts';
import { peakBytes } from '../common.ts';
import { serve } from './messages.ts';
import { type Engine, forgetAnswers, QUESTIONS } from './questions.ts';

const [path = ''] = process.argv.slice(2);
const engine: Engine = { queries: new CaseQueries(path), path };

serve(async (request) => {
  if (request.kind === 'peak') return peakBytes();
  if (request.kind === 'values') throw new Error('values are asked of DuckDB');
  const question = QUESTIONS.find(({ id }) => id === request.question);
  if (!question) throw new Error(`no question is called ${request.question}`);
  if (question.kept !== true) forgetAnswers(engine);
  await question.prepare(engine, request.value);
  const started = performance.now();
  const comparable = await question.ask(engine, request.value);
  const ms = performance.now() - started;
  return { ms, answer: comparable() };
});
process.on('disconnect', () => engine.queries.close());

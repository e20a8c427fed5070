// The guided page: the five questions of an incident, each opening with what the case says.
import { useQueries } from '@tanstack/react-query';
import { QUESTIONS } from '../../../shared/questions.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvidence } from '../import/no-evidence.tsx';
import { QuestionCard } from './question-card.tsx';

export function QuestionsView() {
  const { state } = useView();
  const info = useCase();
  const focusOf = (id: string) => (state.question?.id === id ? state.question.focus : {});
  // One call each: the first answer is shown while the others are on their way.
  const answers = useQueries({
    queries: QUESTIONS.map(({ id }) => ({
      ...droppable(info.case.path, 'questions.get', { question: id, focus: focusOf(id) }),
      enabled: info.events > 0,
    })),
  });
  return (
    <section className="tc-view tc-scroll tc-questions" aria-label="Questions" data-testid="questions-view">
      <h2>Five questions</h2>
      <p className="tc-dim">
        Candidates are ranked by plain facts, never by a score, and counts open their events. Logs identify credentials, never who held
        them.
      </p>
      {info.events === 0 ? (
        <NoEvidence>
          Here the case answers what every responder is asked first, each answer with its evidence, or with what to collect next.
        </NoEvidence>
      ) : (
        QUESTIONS.map((question, i) => {
          const answer = answers[i];
          return answer && <QuestionCard key={question.id} question={question} asked={answer} />;
        })
      )}
    </section>
  );
}

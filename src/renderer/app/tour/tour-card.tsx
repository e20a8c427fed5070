// One step of the tour, in a corner: the window stays usable behind it. Escape or Skip ends it for good on this computer.
import { Button } from '@blueprintjs/core';
import { useEffect, useRef } from 'react';
import { useKeys } from '../../components/keys.ts';
import { TOUR } from './steps.ts';

interface TourCardProps {
  at: number;
  goTo: (at: number) => void;
  end: () => void;
}

export function TourCard({ at, goTo, end }: TourCardProps) {
  const step = TOUR[at];
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step takes the keyboard, so that it is read out
  useEffect(() => box.current?.focus({ preventScroll: true }), [at]);
  useEffect(() => {
    if (step) document.documentElement.dataset.tour = step.mark;
    return () => {
      delete document.documentElement.dataset.tour;
    };
  }, [step]);
  useKeys({ escape: end }, { first: true });
  if (!step) return null;
  const isLast = at === TOUR.length - 1;
  return (
    <section
      ref={box}
      className="tc-tour"
      aria-label={`Tour, step ${at + 1} of ${TOUR.length}: ${step.title}`}
      tabIndex={-1}
      data-testid="tour"
    >
      <p className="tc-dim tc-small">
        Step {at + 1} of {TOUR.length}
      </p>
      <h2>{step.title}</h2>
      {step.text.map((part) => (
        <p key={part}>{part}</p>
      ))}
      <div className="tc-tour-buttons">
        {!isLast && <Button size="small" variant="minimal" text="Skip the rest" onClick={end} data-testid="tour-skip" />}
        <span className="tc-grow" />
        {at > 0 && <Button size="small" text="Back" onClick={() => goTo(at - 1)} data-testid="tour-back" />}
        <Button
          size="small"
          intent="primary"
          text={isLast ? 'Done' : 'Next'}
          onClick={() => (isLast ? end() : goTo(at + 1))}
          data-testid="tour-next"
        />
      </div>
    </section>
  );
}

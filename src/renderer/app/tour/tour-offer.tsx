// Asks, on the sample case and until it was answered once, whether one wants to be shown around.
import { Button } from '@blueprintjs/core';

export function TourOffer({ start, decline }: { start: () => void; decline: () => void }) {
  return (
    <section className="tc-tour-offer" aria-label="Tour" data-testid="tour-offer">
      <span>This is the sample case: invented logs with one real story in them. New here? Four steps show how a case is worked on.</span>
      <Button size="small" intent="primary" text="Show me" onClick={start} data-testid="tour-start" />
      <Button size="small" variant="minimal" text="No, thanks" onClick={decline} data-testid="tour-decline" />
    </section>
  );
}

// Nearer, farther, and the whole: for whatever shows a span of time.
import { Button, ButtonGroup } from '@blueprintjs/core';
import { Minus, Plus } from '@blueprintjs/icons';

interface Zoom {
  /** Whether the whole is shown, however it was chosen. */
  isWhole: boolean;
  /** Whether a span was chosen, which the last button forgets. */
  isChosen: boolean;
  /** @param factor of the length of the span: 2 is farther, 0.5 nearer */
  zoom(factor: number): void;
  showWhole(): void;
  whole: { text: string; title: string };
  /** Prefix of the test ids: `PREFIX-in`, `-out`, `-whole`. */
  testid: string;
}

export function ZoomButtons({ isWhole, isChosen, zoom, showWhole, whole, testid }: Zoom) {
  return (
    <ButtonGroup>
      <Button
        size="small"
        icon={<Minus size={14} />}
        title="Farther (−)"
        aria-label="Farther"
        disabled={isWhole}
        onClick={() => zoom(2)}
        data-testid={`${testid}-out`}
      />
      <Button
        size="small"
        icon={<Plus size={14} />}
        title="Nearer (+)"
        aria-label="Nearer"
        onClick={() => zoom(0.5)}
        data-testid={`${testid}-in`}
      />
      <Button
        size="small"
        text={whole.text}
        title={`${whole.title} (0)`}
        disabled={!isChosen}
        onClick={showWhole}
        data-testid={`${testid}-whole`}
      />
    </ButtonGroup>
  );
}

// The cross in the corner of what fills the detail panel.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';

/** @param label what it closes, for those who do not see it */
export function CloseDetail({ label, close }: { label: string; close: () => void }) {
  return (
    <Button
      className="tc-detail-close"
      variant="minimal"
      size="small"
      icon={<Cross size={14} />}
      aria-label={label}
      title="Close (Escape)"
      onClick={close}
    />
  );
}

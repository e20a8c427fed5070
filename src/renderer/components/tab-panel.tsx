// What stands below a row of tabs, tied to the chosen one for assistive technology: Blueprint ties a tab to a panel that is not there otherwise.
import type { ReactNode } from 'react';

/** @param tabs id of the row of tabs; @param tab id of the chosen one */
export function TabPanel({ tabs, tab, children }: { tabs: string; tab: string; children: ReactNode }) {
  return (
    <div className="tc-tab-panel" role="tabpanel" id={`bp6-tab-panel_${tabs}_${tab}`} aria-labelledby={`bp6-tab-title_${tabs}_${tab}`}>
      {children}
    </div>
  );
}

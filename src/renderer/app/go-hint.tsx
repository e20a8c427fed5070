// After `g`: which key leads to which view. It stays until the next key.
import { VIEW_GROUPS, VIEWS, VIEWS_BY_DIGIT } from '../views/registry.tsx';

export function GoHint() {
  return (
    <div className="tc-go-hint" role="status" data-testid="go-hint">
      <strong>Go to …</strong>
      {VIEW_GROUPS.map((group) => (
        <div key={group} className="tc-go-group">
          {VIEWS.filter((view) => view.group === group).map(({ id, key, label }) => {
            const digit = VIEWS_BY_DIGIT.findIndex((view) => view.id === id) + 1;
            return (
              <span key={id} className="tc-go-view">
                <kbd>{key}</kbd>
                {digit > 0 && <kbd>{digit}</kbd>} {label}
              </span>
            );
          })}
        </div>
      ))}
      <span className="tc-dim">any other key: stay here</span>
    </div>
  );
}

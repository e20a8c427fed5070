// Starts the window: styles in the order in which they may override each other, then the app.
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import '@fontsource/inter/600.css';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/500.css';
import '@blueprintjs/core/lib/css/blueprint.css';
import '@xyflow/react/dist/base.css';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/blueprint.css';
import './styles/shell.css';
import './styles/filter.css';
import './styles/floating.css';
import './styles/acquire.css';
import './styles/start.css';
import './styles/table.css';
import './styles/nothing.css';
import './styles/search.css';
import './styles/sql.css';
import './styles/detail.css';
import './styles/views.css';
import './styles/annotations.css';
import './styles/pivot.css';
import './styles/unusual.css';
import './styles/lineage.css';
import './styles/addresses.css';
import './styles/compare.css';
import './styles/questions.css';
import './styles/resources.css';
import './styles/timeline.css';
import './styles/timeline-lanes.css';
import './styles/timeline-items.css';
import './styles/facets.css';
import './styles/histogram.css';
import './styles/path.css';
import './styles/saved-views.css';
import './styles/integrity.css';
import './styles/findings.css';
import './styles/report.css';
import './styles/tour.css';
// Last: it changes what the others say.
import './styles/narrow.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

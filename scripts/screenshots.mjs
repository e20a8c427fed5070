// `npm run screenshots`: takes the README's pictures anew, from the sample case in the real window.
import path from 'node:path';
import { build } from './build.mjs';
import { electronPath } from './electron.mjs';
import { install } from './install.mjs';
import { nodePath } from './node24.mjs';
import { root } from './root.mjs';
import { program, step } from './step.mjs';
import { systemLibraries } from './system-libraries.mjs';

await program(async () => {
  install();
  systemLibraries({ tests: true });
  await build();
  const electron = await electronPath();
  const command = [
    nodePath(),
    path.join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config',
    'test/screenshots/playwright.config.ts',
    ...process.argv.slice(2),
  ];
  const [first, ...rest] = process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command] : command;
  step('playwright', first, rest, { env: { TZ: 'UTC', TRAILCASE_ELECTRON: electron } });
});

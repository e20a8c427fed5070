// Electron's main process: its windows, one engine process, and the border between them.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, nativeTheme } from 'electron';
import type { CaseLost } from '../shared/channels/windows.ts';
import { type Args, pushes } from '../shared/channels.ts';
import type { CaseInfo } from '../shared/domain.ts';
import { print, printJob } from './print/electron/printer.ts';
import type { CallTargets } from './window/answer-call.ts';
import { isOurs } from './window/app-address.ts';
import { appCalls } from './window/app-calls.ts';
import { built, engineNode, printerEnv } from './window/app-paths.ts';
import { registerScheme, serve } from './window/app-protocol.ts';
import { answerCalls } from './window/calls.ts';
import { callEngine, isLeaving, settled } from './window/engine-calls.ts';
import { EngineProcess, engineEnv } from './window/engine-process.ts';
import { type Launch, readLaunch } from './window/launch.ts';
import { setMenu } from './window/menu.ts';
import { PreviewPages } from './window/preview-pages.ts';
import { RunningJobs } from './window/running-jobs.ts';
import { SecondStart } from './window/second-start.ts';
import { hardenContents, hardenSession } from './window/security.ts';
import { Settings, type Theme } from './window/settings.ts';
import { type OpenWindow, Windows } from './window/windows.ts';

// Printing is a start of its own, beside whatever windows are open: no window, no engine, and no place among the running Trailcases.
const job = printJob(process.argv);
if (job === null) start();
else print(job);

/** Everything that must come before the app is ready, synchronously. */
function start(): void {
  registerScheme();
  // Root can only run without Chromium's process sandbox, and enabling it would take `--no-sandbox` away.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  hardenContents();
  const userData = process.env.TRAILCASE_USER_DATA || app.commandLine.getSwitchValue('user-data-dir');
  if (userData) {
    mkdirSync(userData, { recursive: true });
    app.setPath('userData', path.resolve(userData));
  }
  const launch = readLaunch(process.argv.slice(1), process.cwd());
  // One Trailcase per user-data folder; a second start hands its wishes over and ends.
  if (app.requestSingleInstanceLock({ ...launch })) run(launch);
  else app.exit(0);
}

function run(asked: Launch): void {
  const settings = new Settings(app.getPath('userData'));
  const jobs = new RunningJobs();
  const previews = new PreviewPages();
  const second = new SecondStart();
  const launch = second.begin(asked);
  /** The case that was opened last. */
  let opened: { caseId: string; path: string } | null = null;
  let engineStopped = false;
  // The case that was open when Trailcase was last left. Forgotten until it is open again: one that cannot be opened is not tried for ever.
  if (launch.openCase === null && settings.openCase !== null && existsSync(settings.openCase)) launch.openCase = settings.openCase;
  settings.openCase = null;

  const engine = new EngineProcess({
    node: engineNode(),
    program: built('main', 'engine.cjs'),
    env: { ...engineEnv(process.env), ...printerEnv() },
    push(push, value) {
      const parsed = pushes[push]?.safeParse(value);
      if (!parsed?.success) {
        console.error(`The engine pushed something that is not in the contract: ${push}`);
        return;
      }
      if (push === 'job') jobs.follow(pushes.job.parse(value));
      if (push === 'engine') jobs.clear();
      if (push === 'lost') caseLost(pushes.lost.parse(value));
      else windows.send(push, parsed.data);
    },
  });
  const windows = new Windows({
    preload: built('preload', 'index.cjs'),
    devTools: !app.isPackaged,
    settings,
    jobs,
    openCase: () => engine.openCase,
    leaving: () => isLeaving(engine),
  });

  /** One window stays, and tells why; the others were on that case, and come back with it. */
  const caseLost = (lost: CaseLost) => {
    Object.assign(launch, { openCase: null, importPaths: [] });
    settings.openCase = null;
    previews.clear();
    const { front } = windows;
    if (!front) return;
    void windows.leave(front, lost.path);
    front.window.webContents.send('trailcase:push', { push: 'lost', value: lost });
  };

  const menu = () =>
    setMenu({
      theme: settings.theme,
      setTheme,
      zoom: (step) => windows.zoomBy(step),
      act: (act) => windows.front?.window.webContents.send('trailcase:push', { push: 'menu', value: { act } }),
    });
  const setTheme = (theme: Theme) => {
    settings.theme = theme;
    nativeTheme.themeSource = theme;
    menu();
  };

  const targetsOf = (own: OpenWindow): CallTargets => ({
    engine: (channel, args) => callEngine({ engine, windows, previews }, own, channel, args),
    handlers: appCalls({
      own,
      windows,
      settings,
      previews,
      openCase: () => engine.openCase,
      settled: () => settled(engine),
      wanted: () => second.told(),
      drafts: () => (opened === null ? '' : settings.draftsOf(opened.caseId, opened.path)),
      // After a reload of the page, and for each further window, the case that is open comes first. Only one window imports.
      launch: () => ({ openCase: engine.openCase ?? launch.openCase, importPaths: (own.number ?? 1) === 1 ? launch.importPaths : [] }),
      setTheme,
    }),
    followed(channel, args, value) {
      if (channel === 'case.open' || channel === 'case.create') {
        const { caseId, path, title } = (value as CaseInfo).case;
        // Another case in the place of the file that was open: the other windows show the former one.
        if (opened?.path === path && opened.caseId !== caseId) void windows.leave(own, path);
        opened = { caseId, path };
        settings.remember({ path, title, at: Date.now() });
        settings.openCase = path;
        launch.openCase = path;
        windows.entered(path, own);
      }
      if (channel === 'case.setFacts' && opened !== null) {
        const { title } = (args as Args<'case.setFacts'>).facts;
        if (title !== undefined) settings.remember({ path: opened.path, title, at: Date.now() });
      }
      if (channel === 'case.close') {
        launch.openCase = null;
        settings.openCase = null;
      }
      if (channel === 'case.close' || channel === 'import.start') launch.importPaths = [];
    },
  });
  answerCalls(({ sender, senderFrame }) => {
    const own = windows.of(sender);
    return own && senderFrame === sender.mainFrame && isOurs(senderFrame.url) ? targetsOf(own) : null;
  });

  app.on('second-instance', (_event, _argv, _folder, given) => {
    const wanted = given as Launch;
    const front = windows.front;
    if (!front) return;
    if (front.window.isMinimized()) front.window.restore();
    front.window.focus();
    void second.take(wanted, {
      front,
      openCase: engine.openCase,
      mayEnd: (one) => windows.mayEnd(one),
      tell: (asked) => {
        // It may have been closed while it was asked.
        const { window } = asked.window.isDestroyed() ? (windows.front ?? asked) : asked;
        if (!window.isDestroyed()) window.webContents.send('trailcase:push', { push: 'wanted', value: {} });
      },
    });
  });

  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (engineStopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      engineStopped = true;
      app.quit();
    });
  });

  void app.whenReady().then(async () => {
    engine.start();
    setTheme(settings.theme);
    serve(built('renderer'), (address) => previews.at(address));
    await hardenSession();
    windows.open();
  });
}

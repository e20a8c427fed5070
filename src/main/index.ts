// Electron's main process: one window, one engine process, and the border between them.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import { pushes } from '../shared/channels.ts';
import { isOurs } from './window/app-address.ts';
import { appCalls } from './window/app-calls.ts';
import { built, engineNode } from './window/app-paths.ts';
import { registerScheme, serve } from './window/app-protocol.ts';
import { answerCalls } from './window/calls.ts';
import { confirm } from './window/dialogs.ts';
import { EngineProcess, engineEnv } from './window/engine-process.ts';
import { type Launch, readLaunch } from './window/launch.ts';
import { openWindow } from './window/main-window.ts';
import { setMenu } from './window/menu.ts';
import { RunningJobs } from './window/running-jobs.ts';
import { hardenContents, hardenSession } from './window/security.ts';
import { Settings, type Theme } from './window/settings.ts';

// Everything that must come before the app is ready, synchronously.
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
// One window per user-data folder; a second start hands its wishes over and ends.
if (app.requestSingleInstanceLock({ ...launch })) run(launch);
else app.exit(0);

function run(launch: Launch): void {
  const settings = new Settings(app.getPath('userData'));
  const jobs = new RunningJobs();
  let window: BrowserWindow | undefined;
  let engineStopped = false;

  const engine = new EngineProcess({
    node: engineNode(),
    program: built('main', 'engine.cjs'),
    env: engineEnv(process.env),
    push(push, value) {
      const parsed = pushes[push]?.safeParse(value);
      if (!parsed?.success) {
        console.error(`The engine pushed something that is not in the contract: ${push}`);
        return;
      }
      if (push === 'job') jobs.follow(pushes.job.parse(value));
      if (push === 'engine') jobs.clear();
      if (window && !window.isDestroyed()) window.webContents.send('trailcase:push', { push, value: parsed.data });
    },
  });

  const setTheme = (theme: Theme) => {
    settings.theme = theme;
    nativeTheme.themeSource = theme;
    setMenu(theme, setTheme);
  };

  const confirmEnd = async (target: BrowserWindow) =>
    jobs.kinds.length === 0 ||
    confirm(
      target,
      `Still running: ${jobs.kinds.join(', ')}.`,
      'Closing cancels it. What was stored until now stays in the case.',
      'Close anyway',
    );

  const show = () => {
    const opened = openWindow({ preload: built('preload', 'index.cjs'), devTools: !app.isPackaged, settings });
    window = opened;
    opened.on('close', (event) => {
      if (jobs.kinds.length === 0) return;
      event.preventDefault();
      void confirmEnd(opened).then((goOn) => {
        if (!goOn) return;
        jobs.clear();
        opened.close();
      });
    });
  };

  const trusted = ({ sender, senderFrame }: Electron.IpcMainInvokeEvent) =>
    sender === window?.webContents && senderFrame === sender.mainFrame && isOurs(senderFrame.url);
  answerCalls(trusted, {
    engine: (channel, args) => engine.call(channel, args),
    handlers: appCalls({
      window: () => {
        if (!window) throw new Error('There is no window.');
        return window;
      },
      settings,
      // After a reload of the page, the case that is open comes first.
      launch: () => ({ openCase: engine.openCase ?? launch.openCase, importPaths: launch.importPaths }),
      setTheme,
    }),
    followed(channel, _args, value) {
      if (channel === 'case.open' || channel === 'case.create') {
        const { case: opened } = value as { case: { path: string; title: string } };
        settings.remember({ path: opened.path, title: opened.title, at: Date.now() });
        launch.openCase = opened.path;
      }
      if (channel === 'case.close') launch.openCase = null;
      if (channel === 'case.close' || channel === 'import.start') launch.importPaths = [];
    },
  });

  app.on('second-instance', (_event, _argv, _folder, given) => {
    const wanted = given as Launch;
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    if (wanted.openCase === null) return;
    void confirmEnd(window).then(async (goOn) => {
      if (!goOn) return;
      if (engine.openCase !== null && engine.openCase !== wanted.openCase) await engine.call('case.close', {});
      Object.assign(launch, wanted);
      window?.webContents.reload();
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
    serve(built('renderer'));
    await hardenSession();
    show();
  });
}

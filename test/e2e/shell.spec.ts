// What the window may and may not do, tried from inside the page; and that it survives the death of its engine.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture.ts';

const PAGE = 'app://trailcase/index.html';

test('opens a window whose page sees the bridge and nothing of Node', async ({ trailcase }) => {
  const { page } = trailcase;
  await expect(page).toHaveTitle(/Trailcase/);
  expect(page.url()).toBe(PAGE);
  expect(await page.evaluate(() => Object.keys(window.trailcase).sort())).toEqual(['call', 'on', 'pathOf']);
  expect(await page.evaluate(() => ['process', 'require', 'module', 'global', 'Buffer'].filter((name) => name in window))).toEqual([]);
  const preferences = await trailcase.app.evaluate(({ BrowserWindow }) => {
    // Not in Electron's types, but the only way to see what is in force.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
  await trailcase.screenshot('start');
});

test('tells the page its state', async ({ trailcase }) => {
  const answer = await trailcase.call('app.state', {});
  expect(answer).toMatchObject({ ok: true, value: { openCase: null, importPaths: [], recent: [], theme: 'system', timezone: 'UTC' } });
});

test('stays on its page', async ({ trailcase }) => {
  const { page, app } = trailcase;
  trailcase.allowErrors(
    /Not allowed to load local resource|Refused to frame|Not allowed to navigate top frame|violates the following Content Security Policy/,
  );
  for (const address of ['https://trailcase.invalid/', 'file:///etc/hostname', 'data:text/html,away', 'app://elsewhere/index.html']) {
    await page.evaluate((to) => {
      location.href = to;
    }, address);
    await page.waitForTimeout(200);
    expect(page.url()).toBe(PAGE);
  }
  expect(await page.evaluate(() => window.open('https://trailcase.invalid/'))).toBeNull();
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://trailcase.invalid/';
    document.body.append(frame);
  });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await page.evaluate(() => document.title)).toMatch(/Trailcase/);
});

test('is refused every permission', async ({ trailcase }) => {
  const answers = await trailcase.page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    geolocation: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
      ),
    ),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: DOMException) => error.name,
    ),
    asked: await Promise.all(
      (['geolocation', 'notifications', 'midi'] as const).map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  }));
  expect(answers).toEqual({
    notifications: 'denied',
    geolocation: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    asked: ['denied', 'denied', 'denied'],
  });
});

test('answers wrong calls with BAD_REQUEST', async ({ trailcase }) => {
  const code = (channel: unknown, args: unknown) =>
    trailcase.page.evaluate(
      async ([name, value]) => {
        const answer = await (window.trailcase.call as (c: unknown, a: unknown) => Promise<{ ok: boolean; error?: { code: string } }>)(
          name,
          value,
        );
        return answer.ok ? 'ok' : answer.error?.code;
      },
      [channel, args] as const,
    );
  expect(await code('case.burn', {})).toBe('BAD_REQUEST');
  expect(await code('__proto__', {})).toBe('BAD_REQUEST');
  expect(await code(['app.state'], {})).toBe('BAD_REQUEST');
  expect(await code('case.open', { path: 7 })).toBe('BAD_REQUEST');
  expect(await code('case.open', null)).toBe('BAD_REQUEST');
  expect(await code('app.setTheme', { theme: 'plaid' })).toBe('BAD_REQUEST');
  expect(await code('app.setTheme', { theme: 'dark' })).toBe('ok');
  expect(await trailcase.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
});

test('serves the page under a strict content security policy, and only its own folder', async ({ trailcase }) => {
  trailcase.allowErrors(/status of 404/, /Content Security Policy/);
  const { page } = trailcase;
  const headers = await page.evaluate(async () => {
    const { headers } = await fetch(location.href);
    return [headers.get('content-security-policy'), headers.get('x-content-type-options')];
  });
  expect(headers).toEqual([
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    'nosniff',
  ]);
  const status = (address: string) =>
    page.evaluate(
      (to) =>
        fetch(to).then(
          (answer) => answer.status,
          () => 'refused',
        ),
      address,
    );
  expect(await status('app://trailcase/..%2f..%2fpackage.json')).toBe(404);
  expect(await status('app://trailcase/../main/index.cjs')).toBe(404);
  expect(await status('https://trailcase.invalid/')).toBe('refused');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});

test('comes back when its engine is killed', async ({ trailcase }) => {
  test.skip(process.platform !== 'linux', 'finds the engine through /proc');
  const { page, app } = trailcase;
  const first = await trailcase.call('job.list', {});
  expect(first.ok).toBe(true);
  await page.evaluate(() => {
    const states: string[] = [];
    window.trailcase.on('engine', ({ state }) => states.push(state));
    Object.assign(window, { states });
  });
  const engine = engineOf(app.process().pid ?? 0);
  process.kill(engine, 'SIGKILL');
  await expect.poll(() => page.evaluate(() => (window as unknown as { states: string[] }).states)).toEqual(['stopped', 'running']);
  expect(await trailcase.call('job.list', {})).toEqual(first);
  expect(engineOf(app.process().pid ?? 0)).not.toBe(engine);
});

test('remembers theme and window, and takes its engine along when it ends', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'finds the engine through /proc');
  const first = await launch();
  await first.call('app.setTheme', { theme: 'light' });
  const engine = engineOf(first.app.process().pid ?? 0);
  await first.close();
  expect(() => process.kill(engine, 0)).toThrow(/ESRCH/);
  const second = await launch();
  expect(await second.call('app.state', {})).toMatchObject({ ok: true, value: { theme: 'light' } });
});

test('a second start hands its case over and ends', async ({ trailcase, folder }) => {
  const one = path.join(folder, 'one.trailcase');
  const two = path.join(folder, 'two.trailcase');
  for (const file of [two, one]) expect(await trailcase.call('case.create', { path: file, facts: {} })).toMatchObject({ ok: true });
  const status = await trailcase.startAgain('--case', two);
  expect(status).toBe(0);
  const opened = async () => {
    const answer = await trailcase.call('case.info', {}).catch(() => null);
    return answer?.ok ? answer.value.case.path : null;
  };
  await expect.poll(opened).toBe(two);
});

/** Process id of the engine that a running app has started. */
function engineOf(parent: number): number {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const status = readFileSync(path.join('/proc', name, 'status'), 'utf8');
      const command = readFileSync(path.join('/proc', name, 'cmdline'), 'utf8');
      if (status.includes(`\nPPid:\t${parent}\n`) && command.includes('engine.cjs')) return Number(name);
    } catch {
      // It ended while we were looking.
    }
  }
  throw new Error('There is no engine process.');
}

// What the window may and may not do, tried from inside the page; and that it survives the death of its engine.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

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
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src app://report-preview; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
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

test('a second start with a case that does not open leaves the open one, and says why', async ({ launch, folder }) => {
  const one = path.join(folder, 'one.trailcase');
  const trailcase = await launch();
  const { page } = trailcase;
  expect(await trailcase.call('case.create', { path: one, facts: {} })).toMatchObject({ ok: true });
  await page.reload();
  await expect(page.getByTestId('case-close')).toBeVisible();
  writeFileSync(path.join(folder, 'none.trailcase'), 'no case at all');
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  expect(await trailcase.startAgain('--case', path.join(folder, 'none.trailcase'))).toBe(0);
  await expect(page.getByTestId('notice-error')).toContainText('CASE_NOT_A_CASE');
  await expect(page.getByTestId('case-close')).toBeVisible();
  expect(await trailcase.call('case.info', {})).toMatchObject({ ok: true, value: { case: { path: one } } });
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);

  await test.step('one that is away when it is opened again is not on screen any more, and is found again', async () => {
    const moved = path.join(folder, 'moved.trailcase');
    renameSync(one, moved);
    expect(await trailcase.startAgain('--case', one)).toBe(0);
    await expect(page.getByTestId('lost-case')).toContainText('CASE_MISSING');
    expect(await trailcase.call('app.state', {})).toMatchObject({ ok: true, value: { openCase: null } });
    await expect(page.getByTestId('lost-again')).toBeFocused();
    await trailcase.screenshot('lost-case');
    // Told once, and so is that it is still away; of notices there is only the one from before.
    await page.getByTestId('lost-again').click();
    await expect(page.getByTestId('lost-tried')).toContainText('once');
    await expect(page.getByTestId('notice-error')).toHaveCount(1);
    // The name of a file cannot turn around what is told of it.
    expect(await trailcase.startAgain('--case', path.join(folder, '\u202eaway.trailcase'))).toBe(0);
    await expect(page.getByTestId('notice-error').last()).toContainText('\\u202eaway.trailcase CASE_MISSING');
    await trailcase.pick(moved);
    await page.getByTestId('lost-find').click();
    await expect(page.getByTestId('case-close')).toBeVisible();
    expect(await trailcase.call('case.info', {})).toMatchObject({ ok: true, value: { case: { path: moved } } });
  });

  await test.step('what is to be imported into a case that nobody named is offered', async () => {
    const archive = path.join(root, 'resources/sample/archive');
    await page.getByTestId('filter-input').first().focus();
    expect(await trailcase.startAgain('--import', archive)).toBe(0);
    await expect(page.getByTestId('import-paths')).toContainText('archive');
    // Whoever is typing does not begin it by that.
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('import-paths')).toContainText('archive');
    await page.keyboard.press('Escape');
    // A dialog that closes gives the keyboard back.
    await page.getByTestId('facts-edit').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('facts-title')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('facts-edit')).toBeFocused();
    // What was typed there does not go without being asked.
    await page.keyboard.press('Enter');
    await page.getByTestId('facts-title').fill('Another');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('facts-state')).toHaveText('Not saved: title');
    await page.getByTestId('facts-cancel').click();
    await expect(page.getByTestId('facts-edit')).toBeFocused();
    await page.getByTestId('case-close').click();
    await expect(page.getByTestId('start')).toBeVisible();
    await expect(page.getByTestId('lost-case')).toHaveCount(0);
    expect(await trailcase.startAgain('--import', archive)).toBe(0);
    await expect(page.getByTestId('new-case')).toBeVisible();
    await trailcase.screenshot('start-import');
  });
});

test('several windows on one case, undo, the tour, large text, and all of it again at the next start', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const casePath = path.join(folder, 'sample.trailcase');
  const trailcase = await launch({ openCase: casePath, importPaths: [path.join(root, 'resources/sample/archive')] });
  const { page, app } = trailcase;
  const bookmarks = async () => {
    const answer = await trailcase.call('bookmarks.list', {});
    return answer.ok ? answer.value.bookmarks.length : null;
  };
  /** In the custody log, which tells of every version. */
  const entries = async () => {
    const answer = await trailcase.call('custody.list', {});
    return answer.ok ? answer.value.rows.length : 0;
  };
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();

  await test.step('the tour is offered on the sample, can be walked by keyboard, and is not offered again', async () => {
    await page.getByTestId('tour-start').focus();
    await page.keyboard.press('Enter');
    for (const step of [1, 2, 3, 4]) {
      await expect(page.getByTestId('tour')).toContainText(`Step ${step} of 4`);
      await page.getByTestId('tour-next').press('Enter');
    }
    await expect(page.getByTestId('tour')).toHaveCount(0);
    await expect(page.getByTestId('tour-offer')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-input').fill('tour');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('tour')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('tour')).toHaveCount(0);
  });

  await test.step('g and a key open a view, digits colour; what is typed after Ctrl-K is the palette’s alone', async () => {
    const isAt = (view: string) => expect(page.getByTestId(`nav-${view}`)).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('g');
    await expect(page.getByTestId('go-hint')).toContainText('Integrity');
    await page.keyboard.press('i');
    await isAt('integrity');
    await expect(page.getByTestId('go-hint')).toHaveCount(0);
    await page.keyboard.press('Alt+3');
    await isAt('timeline');
    // A key that leads nowhere does nothing else: this one would have opened the list of keys.
    await page.keyboard.press('g');
    await page.keyboard.press('?');
    await expect(page.getByTestId('go-hint')).toHaveCount(0);
    await page.keyboard.press('g');
    await page.keyboard.press('4');
    await isAt('events');
    await expect(page.getByTestId('keys-list')).toHaveCount(0);
    await page.getByTestId('event-row').first().locator('.tc-cell-time').click();
    await expect(page.getByTestId('annotation-editor')).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.locator('[data-testid="event-row"] .tc-bm-orange')).toBeVisible();
    await isAt('events');
    await page.keyboard.press('Control+z');
    await expect.poll(bookmarks).toBe(0);
    // All in one task, before anything can be drawn.
    await page.evaluate(() => {
      const press = (key: string, ctrlKey = false) =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
      press('k', true);
      for (const key of 'xbgo') press(key);
    });
    await expect(page.getByTestId('palette-input')).toHaveValue('xbgo');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('palette-input')).toHaveCount(0);
    await expect(page.getByTestId('selection-bar')).toHaveCount(0);
    expect(await bookmarks()).toBe(0);
    await isAt('events');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('detail-panel')).toHaveCount(0);
  });

  await test.step('a filter that is cleared leaves nothing lying over the view', async () => {
    await page.getByTestId('filter-input').fill('api:RunInst');
    await page.getByTestId('filter-clear').click();
    await expect(page.getByTestId('filter-input')).toHaveValue('');
    await expect(page.getByTestId('filter-help')).toHaveCount(0);
    await expect(page.locator('main')).toBeFocused();
  });

  await test.step('an act is taken back and done again; each adds a version', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').fill('is:write');
    await page.keyboard.press('Enter');
    const before = await entries();
    await page.getByTestId('event-row').first().locator('.tc-gutter').click({ button: 'right' });
    await page.getByText('Bookmark this event').click();
    await expect.poll(bookmarks).toBe(1);
    await page.getByTestId('notice-action').click();
    await expect.poll(bookmarks).toBe(0);
    await page.getByTestId('events-table').focus();
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(bookmarks).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(bookmarks).toBe(0);
    expect(await entries()).toBe(before + 4);
    // A field undoes what was written in it, and nothing else.
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(bookmarks).toBe(1);
    await page.getByTestId('filter-input').fill('is:write api:');
    await page.keyboard.press('Control+z');
    expect(await bookmarks()).toBe(1);
    await page.keyboard.press('Escape');
  });

  const another = async (open: () => Promise<void>) => {
    const [opened] = await Promise.all([app.waitForEvent('window'), open()]);
    await expect(opened.getByTestId('case-title')).toBeVisible();
    return opened;
  };
  const preferences = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        const contents = webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
        const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webSecurity };
      }),
    );

  await test.step('a second window has views of its own, and the same case', async () => {
    await page.getByTestId('nav-overview').click();
    const second = await another(() => page.keyboard.press('Control+Shift+N'));
    await expect(second.getByTestId('overview')).toBeVisible();
    await second.getByTestId('nav-timeline').click();
    await expect(page.getByTestId('overview')).toBeVisible();
    expect([await page.title(), await second.title()]).toEqual(['Overview · sample · Trailcase', 'Timeline · sample · Trailcase']);
    // What one writes, the other shows.
    await expect(second.getByTestId('nav-bookmarks')).toContainText('1');
    const [{ bookmark } = { bookmark: null }] = await trailcase
      .call('bookmarks.list', {})
      .then((answer) => (answer.ok ? answer.value.bookmarks : []));
    await trailcase.call('bookmarks.put', { eventId: bookmark?.eventId ?? '', colour: 'red', note: '', remove: true });
    await expect(second.getByTestId('nav-bookmarks')).not.toContainText('1');
    // A click with Ctrl opens a third one at once where it leads.
    const third = await another(() => page.getByTestId('nav-actors').click({ modifiers: ['Control'] }));
    await expect(third.getByTestId('nav-actors')).toHaveAttribute('aria-current', 'page');
    await expect(page.getByTestId('overview')).toBeVisible();
    expect(await preferences()).toEqual(
      Array.from({ length: 3 }, () => ({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })),
    );
    expect(await third.evaluate(() => window.open('https://trailcase.invalid/'))).toBeNull();
    await third.close();
    expect(await bookmarks()).toBe(0);
  });

  await test.step('an engine that is killed comes back in every window', async () => {
    // Found through /proc.
    if (process.platform !== 'linux') return;
    process.kill(engineOf(app.process().pid ?? 0), 'SIGKILL');
    expect(app.windows()).toHaveLength(2);
    for (const one of app.windows()) {
      const banner = one.getByTestId('engine-banner');
      await expect(banner).toContainText('The case was opened again');
      await banner.getByRole('button', { name: 'Close' }).click();
      await one.getByTestId('nav-events').click();
      await expect(one.getByTestId('event-row').first()).toBeVisible();
    }
    for (const one of app.windows()) await one.getByTestId(one === page ? 'nav-overview' : 'nav-timeline').click();
  });

  await test.step('at twice the size everything is still within reach', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    for (let i = 0; i < 5; i++) await page.keyboard.press('Control+=');
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 400]);
    for (const view of ['overview', 'events', 'timeline', 'integrity', 'sql']) {
      await page.getByTestId(`nav-${view}`).click();
      await expect(page.getByTestId(`nav-${view}`)).toHaveAttribute('aria-current', 'page');
      expect(await page.evaluate(beyondReach)).toEqual([]);
    }
    await page.getByTestId('nav-overview').click();
    await expect(page.getByTestId('coverage')).toBeVisible();
    await page.getByTestId('overview').evaluate((view) => view.scrollTo(0, 90));
    // Written down once it rests.
    const noted = () =>
      page.evaluate(() => Object.entries(localStorage).some(([key, text]) => key.startsWith('trailcase.scroll.') && text.includes('[90]')));
    await expect.poll(noted).toBe(true);
  });

  await trailcase.close();
  const again = await launch();
  await expect.poll(() => again.app.windows().length).toBe(2);
  const shown = async () => {
    const views = again.app.windows().map((one) => one.locator('[data-testid^="nav-"][aria-current="page"]').getAttribute('data-testid'));
    return (await Promise.all(views)).sort();
  };
  await expect.poll(shown).toEqual(['nav-overview', 'nav-timeline']);
  const scrolled = async () => {
    const tops = again.app.windows().map((one) => one.evaluate(() => document.querySelector('[data-testid="overview"]')?.scrollTop ?? 0));
    return Math.max(...(await Promise.all(tops)));
  };
  await expect.poll(scrolled).toBe(90);
  const zooms = await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getZoomFactor()),
  );
  expect(zooms).toEqual([2, 2]);
  // Closing the case closes the other window with it.
  await again.page.getByTestId('case-close').click();
  await expect(again.page.getByTestId('start')).toBeVisible();
  await expect.poll(() => again.app.windows().length).toBe(1);
});

/** Runs in the page: what can be used, yet stands outside the window where no scrolling reaches it. */
function beyondReach(): string[] {
  const isReached = (element: Element): boolean => {
    const { left, right, width } = element.getBoundingClientRect();
    // The timeline is moved under its window; what stands at its edge is cut there.
    if (element.closest('.tc-lanes, .tc-markers')) return true;
    if (width === 0 || (left >= -1 && right <= innerWidth + 1)) return true;
    for (let above = element.parentElement; above; above = above.parentElement)
      if (/auto|scroll/.test(getComputedStyle(above).overflowX) && above.scrollWidth > above.clientWidth) return true;
    return false;
  };
  const usable = [...document.querySelectorAll('button, input, select, textarea, a[href], [role="tab"]')];
  return usable.filter((one) => one.checkVisibility() && !isReached(one)).map((one) => `${one.tagName} ${one.textContent}`);
}

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

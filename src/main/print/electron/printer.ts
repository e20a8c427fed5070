// The print program: an Electron without a window on any screen, without scripts and without a network, that prints the pages it is told to
// and ends. Started by ../print-pdf.ts; what it says stands on its standard output, a line each.

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { app, BrowserWindow, protocol, type Session, session } from 'electron';
import { MESSAGE_MARK, PRINT_ARGUMENT, PRINT_SCHEME, type PrintJob, type PrintMessage, volumePage } from '../job.ts';

/** Millimetres as the inches of Chromium, for a page whose style names no margins. */
const inches = (mm: number): number => mm / 25.4;
const MARGINS = { top: inches(18), bottom: inches(20), left: inches(16), right: inches(16) };

/** As the page's own, where it has one: nothing is loaded, nothing runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Path of the job on the command line; null where the app was started for its window. */
export function printJob(argv: readonly string[]): string | null {
  const found = argv.find((argument) => argument.startsWith(`${PRINT_ARGUMENT}=`));
  return found === undefined ? null : found.slice(PRINT_ARGUMENT.length + 1);
}

/** Must be called before the app is ready. Ends the process. */
export function print(jobFile: string): void {
  protocol.registerSchemesAsPrivileged([{ scheme: PRINT_SCHEME, privileges: { standard: true, secure: true } }]);
  const job = JSON.parse(readFileSync(jobFile, 'utf8')) as PrintJob;
  app.setPath('userData', job.profile);
  app.on('window-all-closed', () => {});
  app.dock?.hide();
  // Whoever started it is gone. On Windows a program with windows has no standard input.
  if (process.platform !== 'win32') process.stdin.on('end', () => app.exit(1)).resume();
  app
    .whenReady()
    .then(() => printAll(job))
    .then(
      () => app.exit(0),
      (error: unknown) => {
        say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
        app.exit(1);
      },
    );
}

function say(message: PrintMessage): void {
  process.stdout.write(`${MESSAGE_MARK}${JSON.stringify(message)}\n`);
}

async function printAll(job: PrintJob): Promise<void> {
  say({ kind: 'started', chrome: process.versions.chrome, electron: process.versions.electron });
  for (const [volume, { html, addition, pdf, header, footer }] of job.volumes.entries()) {
    say({ kind: 'loading', volume });
    const address = `${PRINT_SCHEME}://report/${volumePage(volume + 1)}`;
    // One for each: nothing of the volume before is kept in memory.
    const own = pageSession(`print-${volume}`, address, async () => Buffer.concat([await readFile(html), Buffer.from(addition)]));
    const window = new BrowserWindow({
      show: false,
      // Without `offscreen` a window that is not shown crashes where there is no display.
      webPreferences: { offscreen: true, session: own, sandbox: true, javascript: false, spellcheck: false, backgroundThrottling: false },
    });
    try {
      const contents = window.webContents;
      const crashed = new Promise<never>((_, reject) => {
        contents.on('render-process-gone', (_event, { reason }) => reject(new Error(`the page's process ended (${reason})`)));
      });
      contents.setWindowOpenHandler(() => ({ action: 'deny' }));
      contents.on('will-frame-navigate', (event) => event.preventDefault());
      contents.stopPainting();
      await Promise.race([window.loadURL(address), crashed]);
      say({ kind: 'printing', volume });
      const printing = contents.printToPDF({
        pageSize: 'A4',
        preferCSSPageSize: true,
        margins: MARGINS,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        displayHeaderFooter: true,
        headerTemplate: header,
        footerTemplate: footer,
      });
      await writeFile(pdf, await Promise.race([printing, crashed]));
    } finally {
      window.destroy();
    }
    say({ kind: 'printed', volume });
  }
}

/** A session in memory, in which there is this one page and nothing else. */
function pageSession(name: string, address: string, page: () => Promise<Buffer>): Session {
  const own = session.fromPartition(name);
  own.protocol.handle(PRINT_SCHEME, async (request) => {
    if (request.url !== address) return new Response(null, { status: 404 });
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY };
    return new Response(new Uint8Array(await page()), { headers });
  });
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== address && !url.startsWith('data:') }));
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  return own;
}

// What no page of ours may ever do: leave, open windows, ask for permissions, embed anything but a report's preview, or reach the network.
import { app, type Session, session, type WebContents } from 'electron';
import { isOurs, isPreview } from './app-address.ts';

/** For every page there is or will be; call before the first window. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => harden(contents));
}

function harden(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  // Fires for the page itself, too.
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame ? !isOurs(event.url) : !isPreview(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The app works offline: its session refuses every permission, device and address that is not ours. */
export async function hardenSession(target: Session = session.defaultSession): Promise<void> {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', (event) => event.preventDefault());
  target.webRequest.onBeforeRequest((details, answer) => {
    const previewed = details.resourceType === 'subFrame' && isPreview(details.url);
    answer({ cancel: !previewed && !isOurs(details.url) && !/^(devtools|blob|data):/.test(details.url) });
  });
  // No look-up of proxy settings in the local network either.
  await target.setProxy({ mode: 'direct' });
}

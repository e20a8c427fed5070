// The app:// protocol: serves the built window and previews of reports, and nothing else on this computer, each with its content security policy.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { APP_ORIGIN, isPreview, PREVIEW_ORIGIN, SCHEME, servedFile } from './app-address.ts';

const POLICY = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src ${PREVIEW_ORIGIN}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'`;

/** A report needs its own styles and pictures, nothing else; whatever it holds runs nothing, opens nothing and belongs to nobody. */
const PREVIEW_POLICY = `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors ${APP_ORIGIN}`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready, synchronously with the loading of main. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** @param preview the text of a preview by its address; null where there is none */
export function serve(folder: string, preview: (address: string) => string | null): void {
  protocol.handle(SCHEME, async (request) => {
    if (isPreview(request.url)) return previewAnswer(request.method === 'GET' ? preview(request.url) : null);
    const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' };
    const file = request.method === 'GET' ? servedFile(folder, request.url) : null;
    const type = file === null ? undefined : TYPES[path.extname(file)];
    if (file === null || type === undefined) return new Response('Not found', { status: 404, headers });
    try {
      return new Response(new Uint8Array(await readFile(file)), { headers: { ...headers, 'Content-Type': type } });
    } catch {
      return new Response('Not found', { status: 404, headers });
    }
  });
}

function previewAnswer(html: string | null): Response {
  const headers = { 'Content-Security-Policy': PREVIEW_POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };
  if (html === null) return new Response('Not found', { status: 404, headers });
  return new Response(html, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });
}

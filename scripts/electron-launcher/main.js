// Stands in for Electron's default app where the runtime came from the registry: loads the app folder named on the command line.
'use strict';
const path = require('node:path');
const { app } = require('electron');

/** The first argument that is no flag, and the modules to load before it (`-r FILE`, which is how Playwright gets in early). */
function readArguments(args) {
  const modules = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') modules.push(args[++i]);
    else if (!args[i].startsWith('-')) return { folder: path.resolve(args[i]), modules };
  }
  return { folder: null, modules };
}

try {
  const { folder, modules } = readArguments(process.argv.slice(1));
  for (const module of modules) require(path.resolve(module));
  if (folder === null) throw new Error('Usage: electron FOLDER');
  const manifest = require(path.join(folder, 'package.json'));
  app.setAppPath(folder);
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  // Synchronously: schemes can be registered as privileged only before the app is ready.
  require(path.join(folder, manifest.main));
} catch (error) {
  console.error(error);
  app.exit(2);
}

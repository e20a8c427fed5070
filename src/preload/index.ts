// The bridge: the three functions of `Bridge`, and nothing else, reach the window. Main checks every call again.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Answer, Bridge, Channel, Push } from '../shared/channels.ts';

/** The channel names, kept complete by the compiler; the schemas stay in main, which parses every call. */
const CHANNELS: Record<Channel, true> = {
  'case.create': true,
  'case.open': true,
  'case.close': true,
  'case.info': true,
  'case.overview': true,
  'import.preview': true,
  'import.start': true,
  'verify.start': true,
  'report.start': true,
  'integrity.get': true,
  'integrity.items': true,
  'integrity.digests': true,
  'integrity.item': true,
  'seals.list': true,
  'seal.start': true,
  'proof.acknowledge': true,
  'job.cancel': true,
  'job.list': true,
  'filter.complete': true,
  'filter.stop': true,
  'filter.read': true,
  'events.count': true,
  'empty.explain': true,
  'events.page': true,
  'events.position': true,
  'events.at': true,
  'events.detail': true,
  'events.facets': true,
  'events.resources': true,
  'resources.list': true,
  'resources.history': true,
  'resources.stop': true,
  'resources.read': true,
  'events.histogram': true,
  'query.drop': true,
  'views.list': true,
  'actors.list': true,
  'actors.names': true,
  'keys.list': true,
  'notes.get': true,
  'notes.put': true,
  'views.put': true,
  'views.rename': true,
  'search.start': true,
  'search.page': true,
  'search.list': true,
  'timeline.density': true,
  'timeline.lanes': true,
  'timeline.sessions': true,
  'timeline.markers': true,
  'timeline.backgrounds': true,
  'lineage.get': true,
  'findings.list': true,
  'findings.get': true,
  'findings.put': true,
  'findings.cite': true,
  'findings.suggest': true,
  'findings.references': true,
  'findings.complete': true,
  'findings.ofEvent': true,
  'storyline.get': true,
  'storyline.put': true,
  'reviews.put': true,
  'attack.data': true,
  'attack.load': true,
  'exchange.export': true,
  'exchange.look': true,
  'exchange.import': true,
  'compare.get': true,
  'questions.get': true,
  pivot: true,
  'unusual.get': true,
  'unusual.actors': true,
  'addresses.list': true,
  'addresses.marks': true,
  'addresses.about': true,
  'addresses.data': true,
  'addresses.setData': true,
  'lists.list': true,
  'lists.preview': true,
  'lists.add': true,
  'lists.remove': true,
  'annotations.list': true,
  'events.export': true,
  'annotations.get': true,
  'annotations.put': true,
  'annotations.putAll': true,
  'annotations.revert': true,
  'annotations.restore': true,
  'annotations.history': true,
  'annotations.tags': true,
  'annotations.marks': true,
  'bookmarks.list': true,
  'bookmarks.put': true,
  'evidence.list': true,
  'evidence.problems': true,
  'evidence.bytes': true,
  'custody.list': true,
  'app.state': true,
  'app.newWindow': true,
  'app.window': true,
  'app.zoom': true,
  'app.setTheme': true,
  'app.pickCase': true,
  'app.pickNewCase': true,
  'app.pickImport': true,
  'app.pickList': true,
  'picture.save': true,
  'sql.schema': true,
  'sql.run': true,
  'sql.export': true,
  'sql.cancel': true,
  'app.pickPicture': true,
  'app.pickResult': true,
  'app.pickReport': true,
  'app.pickAttack': true,
  'app.pickAnnotations': true,
  'app.pickNewAnnotations': true,
  'app.pickKeys': true,
  'app.pickNewKey': true,
  'app.pickSeal': true,
  'app.pickWatchList': true,
  'app.pickAddressData': true,
};
const PUSHES: Record<Push, true> = { job: true, changed: true, reading: true, menu: true, engine: true };

const bridge = {
  async call(channel: string, args: unknown): Promise<Answer<unknown>> {
    if (!Object.hasOwn(CHANNELS, channel)) {
      const message = `There is no channel ${JSON.stringify(channel)}.`;
      return {
        ok: false,
        error: { code: 'BAD_REQUEST', message, advice: 'This is a fault of Trailcase: please report it with this text.' },
      };
    }
    return ipcRenderer.invoke('trailcase:call', channel, args);
  },
  on(push: string, listener: (value: unknown) => void): () => void {
    if (!Object.hasOwn(PUSHES, push) || typeof listener !== 'function') throw new TypeError(`There is no push ${JSON.stringify(push)}.`);
    const pass = (_event: unknown, sent: { push: string; value: unknown }) => {
      if (sent.push === push) listener(sent.value);
    };
    ipcRenderer.on('trailcase:push', pass);
    return () => {
      ipcRenderer.off('trailcase:push', pass);
    };
  },
  pathOf(file: File): string {
    return webUtils.getPathForFile(file);
  },
};

contextBridge.exposeInMainWorld('trailcase', bridge satisfies Record<keyof Bridge, unknown>);

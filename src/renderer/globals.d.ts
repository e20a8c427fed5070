// What the preload script adds to the window.
import type { Bridge } from '../shared/channels.ts';

declare global {
  interface Window {
    readonly trailcase: Bridge;
  }
}

// What goes over the pipe between Electron's main process and the engine's Node process (structured clone).
import type { Answer, EngineChannel, Push } from './channels.ts';

export interface EngineRequest {
  type: 'call';
  id: number;
  channel: EngineChannel;
  args: unknown;
}

export type EngineMessage =
  | { type: 'ready'; napi: string; node: string }
  | { type: 'answer'; id: number; answer: Answer<unknown> }
  | { type: 'push'; push: Push; value: unknown };

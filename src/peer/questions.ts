import { CannotMeasure } from '#core/check.ts';
import type { Progress } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import type { Fault } from '#core/report.ts';
import type { Message } from './messages.ts';

type Reply = Extract<Message, { type: 'progress' | 'result' | 'failed' }>;

interface Open {
  readonly progress: Progress | undefined;
  readonly resolve: (value: Json) => void;
  readonly reject: (error: unknown) => void;
}

/** What was asked of the other side and is not answered yet. */
export interface Questions {
  open(progress: Progress | undefined): { readonly id: number; readonly result: Promise<Json> };
  hear(reply: Reply): void;
  /** Gives one up; false where it is answered already. */
  drop(id: number, reason: unknown): boolean;
  /** Gives all up, and whatever comes later. */
  lose(error: CannotMeasure): void;
}

export function createQuestions(): Questions {
  const open = new Map<number, Open>();
  let lastId = 0;
  let lost: CannotMeasure | undefined;
  return {
    open: (progress) => {
      lastId += 1;
      const { promise, resolve, reject } = Promise.withResolvers<Json>();
      promise.catch(() => undefined); // who asked hears it, if anybody still listens
      if (lost === undefined) open.set(lastId, { progress, resolve, reject });
      else reject(lost);
      return { id: lastId, result: promise };
    },
    hear: (reply) => {
      const one = open.get(reply.id);
      if (one === undefined) return; // it was dropped, and two messages crossed
      if (reply.type === 'progress') {
        one.progress?.(reply.fraction, reply.note);
        return;
      }
      open.delete(reply.id);
      if (reply.type === 'result') one.resolve(reply.value);
      else one.reject(errorOf(reply.fault));
    },
    drop: (id, reason) => {
      open.get(id)?.reject(reason);
      return open.delete(id);
    },
    lose: (error) => {
      lost = error;
      for (const one of open.values()) one.reject(error);
      open.clear();
    },
  };
}

/** A bug at the far side keeps its stack; anything else is its environment's fault. */
function errorOf(fault: Fault): Error {
  if (fault.kind === 'bug') {
    const error = new Error(`at the other side: ${fault.message}`);
    error.stack = fault.stack;
    return error;
  }
  // A line of its own would read as a command of ours.
  return new CannotMeasure(fault.message, fault.fix.replaceAll(/\s+/g, ' '));
}

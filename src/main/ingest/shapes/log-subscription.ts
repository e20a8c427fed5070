// CloudWatch Logs: what a subscription delivers, the same as a function receives it (compressed, in base64), and what the API's
// get-log-events and filter-log-events print. Each message is a record as a JSON string.
import { isObject } from '../json-scan.ts';
import { EACH, type ValueShape } from './shape.ts';

export const logSubscription: ValueShape = {
  name: 'log-subscription',
  recognise(value) {
    // CloudWatch Logs says from time to time that it is there.
    if (value.messageType === 'CONTROL_MESSAGE' && Array.isArray(value.logEvents)) return { paths: [] };
    if (typeof value.messageType === 'string' && Array.isArray(value.logEvents)) {
      return { paths: [['logEvents', EACH, 'message']], times: ['timestamp'] };
    }
    if (isObject(value.awslogs) && typeof value.awslogs.data === 'string') return { paths: [['awslogs', 'data']] };
    const printed = Array.isArray(value.events) && value.events.some((event) => isObject(event) && isMessage(event.message));
    return printed ? { paths: [['events', EACH, 'message']], times: ['timestamp'] } : null;
  },
};

function isMessage(text: unknown): boolean {
  return typeof text === 'string' && text.includes('"eventSource"');
}

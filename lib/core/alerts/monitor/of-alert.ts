import type { MonitorAlert } from '../alert.ts';
import { beganWords } from './began.ts';
import { blindWords } from './blind.ts';
import { keyWords } from './key.ts';
import { reminderWords } from './reminder.ts';
import { sightedWords } from './sighted.ts';
import type { MonitorWords } from './words.ts';

/** What is said about the monitor itself. */
export function monitorWords(alert: MonitorAlert): MonitorWords {
  switch (alert.kind) {
    case 'blind':
      return blindWords(alert);
    case 'sighted':
      return sightedWords(alert);
    case 'began':
      return beganWords(alert);
    case 'reminder-critical':
    case 'reminder-redundancy':
      return reminderWords(alert);
    case 'key':
      return keyWords(alert);
  }
}

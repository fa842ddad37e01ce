/** What the engine says about the manifest of the extension that starts it. */
import { expect, test } from 'vitest';
import { checkManifest } from '../../../src/engine/needs';

const whole = { permissions: ['alarms', 'identity', 'storage', 'webRequest', 'tabs'], message_serialization: 'structured_clone' };

test('a manifest with all of it is taken', () => {
  expect(() => checkManifest(whole, true)).not.toThrow();
});

test('everything that is missing is named at once', () => {
  expect(() => checkManifest({ permissions: ['alarms', 'storage'] }, true)).toThrow(
    'countersign/engine needs in manifest.json: the permission "identity", the permission "webRequest", "message_serialization": "structured_clone".',
  );
  expect(() => checkManifest({}, false)).toThrow('the permission "alarms"');
});

test('Firefox sends structured clones without being told', () => {
  expect(() => checkManifest({ permissions: whole.permissions }, false)).not.toThrow();
});

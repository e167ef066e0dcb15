import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type ActivityHead,
  headKeys,
  type HeadKeys,
  keyIdOf,
  publicKeyText,
  type SignedHead,
  type SignedTreeHead,
  signHead,
  signTreeHead,
  signingKey,
  type TreeHead,
} from '#contracts';
import { AccountConfig } from '../config/account.config';

/** The key that signs the heads of activity logs, and the public halves of it and of those before it. None of them is in a database. */
@Injectable()
export class ActivityKeys {
  readonly known: HeadKeys;
  private readonly key: KeyObject;

  constructor({ ACTIVITY_SIGNING_KEY, ACTIVITY_PUBLIC_KEYS }: AccountConfig) {
    this.key = signingKey(ACTIVITY_SIGNING_KEY);
    this.known = new Map([...headKeys(ACTIVITY_PUBLIC_KEYS), ...headKeys(publicKeyText(this.key))]);
  }

  get keyId(): string {
    return keyIdOf(this.key);
  }

  sign(head: ActivityHead): SignedHead {
    return signHead(head, this.key);
  }

  signTree(head: TreeHead): SignedTreeHead {
    return signTreeHead(head, this.key);
  }
}

import { Type } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { PUBLIC_KEYS_FORM, SIGNING_KEY_FORM } from '#contracts';
import { Knob, ServiceConfig } from '#service';

export class AccountConfig extends ServiceConfig {
  @Knob(
    'Private key that signs how far each activity log reaches: Ed25519, PKCS#8 (DER) in base64. Kept outside the database; who has it and the database can rewrite a log that nobody kept a head of. `migrate` does without it.',
  )
  @Matches(SIGNING_KEY_FORM, { message: 'ACTIVITY_SIGNING_KEY must be an Ed25519 private key, PKCS#8 (DER) in base64' })
  ACTIVITY_SIGNING_KEY = '';

  @Knob(
    'Public keys of earlier ACTIVITY_SIGNING_KEYs, whose signatures still hold: Ed25519, SPKI (DER) in base64, separated by commas.',
  )
  @Matches(PUBLIC_KEYS_FORM, {
    message: 'ACTIVITY_PUBLIC_KEYS must be Ed25519 public keys, SPKI (DER) in base64, separated by commas',
  })
  ACTIVITY_PUBLIC_KEYS = '';

  @Knob(
    'Seconds after which a log that grew is signed again. What is younger than the last signature can be changed by whoever owns the database without being found out. Less signs more often, one row at the gateway each time.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  ACTIVITY_HEAD_SECONDS = 600;

  @Knob(
    'Seconds after which the tree over all activity logs is signed again, where it grew; once a day in any case. Each signed head is told to the gateway, which publishes it.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  ACTIVITY_TREE_SECONDS = 3_600;
}

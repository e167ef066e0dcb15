import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsString, Matches, Max, Min } from 'class-validator';
import { Knob, ListeningConfig } from '#service';

/** 32 bytes in base64, once or with commas between them. */
const SECRETS = /^[A-Za-z0-9+/]{43}=(,[A-Za-z0-9+/]{43}=)*$/;

const asObject = ({ value }: { value: unknown }): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
};

export class PortalConfig extends ListeningConfig {
  @Knob(
    'Address under which people open the pages: `https://portal.example`. Who comes by another name is sent here. Cookies are marked Secure where it is https, and orders are taken only from pages of this origin.',
  )
  @Matches(/^https?:\/\/[^/\s]+$/, { message: 'PORTAL_URL must be an origin: https://portal.example' })
  PORTAL_URL: string;

  @Knob(
    'Where the HTTP side of each module is, as JSON: {"gateway":"http://gateway:8080"}. What is asked below /api/NAME goes there, with the token of who signed in. A module that is not named is not reached through the portal. Name the address of the portal in TRUSTED_PROXIES of each: else all people behind the portal have the share of one address, and one who guesses keys shuts out the others.',
  )
  @Transform(asObject)
  @IsObject()
  MODULE_URLS: Record<string, string> = {};

  @Knob(
    'Keys that seal the cookies of who signed in: 32 random bytes in base64, with commas between them. The first seals, all open: put a new one in front, and take the old one out after SIGN_IN_HOURS. Another one everywhere signs everybody out. All replicas have the same.',
  )
  @Matches(SECRETS, { message: 'SESSION_SECRETS must be 32 bytes in base64, once or with commas between them' })
  SESSION_SECRETS: string;

  @Knob('Issuer at which people sign in, as the other services have it. Not set: nobody signs in to the pages.')
  @Matches(/^(https?:\/\/\S+)?$/, { message: 'SIGN_IN_ISSUER must look like https://host/path' })
  SIGN_IN_ISSUER = '';

  @Knob(
    'Where the portal itself reaches the issuer, if that is another address than the one for browsers: `http://account:8080/oidc`.',
  )
  @Matches(/^(https?:\/\/\S+)?$/, { message: 'SIGN_IN_REACHED_AT must look like https://host/path' })
  SIGN_IN_REACHED_AT = '';

  @Knob('Name under which the issuer knows the portal; its address for the way back is PORTAL_URL/session/callback.')
  @IsString()
  SIGN_IN_CLIENT = 'portway-portal';

  @Knob(
    '`yes` lets people open the pages with an API key as well. It is kept in the sealed cookie and goes no further than a token does.',
  )
  @IsIn(['', 'yes'])
  KEY_SIGN_IN = '';

  @Knob('Hours for which who came with an API key stays signed in.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(24)
  KEY_SIGN_IN_HOURS = 8;

  @Knob(
    'Minutes after which who is signed in and does nothing in the pages must sign in anew; what pages ask by themselves is nothing done. The end by age, after SIGN_IN_HOURS, stays.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(5)
  @Max(1_440)
  SESSION_IDLE_MINUTES = 60;

  @Knob(
    'For a demo: key of the demo broker, with which visitors without an account file samples from the first page. Visitors see what becomes of these, and never the key. Not set: nothing is offered.',
  )
  @IsString()
  TRY_IT_KEY = '';

  @Knob('Seconds that a module has to begin its answer; after them the page is told that it does not answer.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(600)
  ANSWER_SECONDS = 30;
}

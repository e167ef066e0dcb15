import { runService } from '#service';
import { account } from './account.service-definition';

void runService(account);

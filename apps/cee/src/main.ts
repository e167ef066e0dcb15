import { runService } from '#service';
import { cee } from './cee.service-definition';

void runService(cee);

import 'deskbell';

# كيف تستعدون لزيارة كل مهنة. قصير: تأكيد الرسالة القصيرة يتوقف عليه.

prepare-plumbing = يرجى الحضور وإفساح المكان أمام الأنابيب.
prepare-heating = يرجى الحضور وإفساح المكان أمام السخان والمدافئ.
prepare-gas = { prepare-heating }
prepare-electricity = يرجى الحضور وإفساح المكان أمام لوحة الكهرباء.
prepare-locksmith = يرجى الحضور مع مفاتيحكم.
prepare-access-control = { prepare-locksmith }
prepare-joinery = يرجى الحضور وإفساح المكان أمام الأبواب والنوافذ.
prepare-glazing = { prepare-joinery }
prepare-masonry = يرجى الحضور وإبعاد الأثاث.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = يرجى الحضور وتسهيل الوصول إلى السطح.
prepare-ventilation = يرجى الحضور وإفساح المكان أمام فتحات التهوية.
prepare-pest-control = يرجى الحضور وإفراغ الخزائن وإبعاد الحيوانات.
prepare-tv-network = يرجى الحضور وإفساح المكان أمام المقابس.
prepare-lift = يرجى ترك المكان سهل الوصول.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = يرجى الحضور وتسهيل الوصول.
prepare-tenancy = { prepare-none }

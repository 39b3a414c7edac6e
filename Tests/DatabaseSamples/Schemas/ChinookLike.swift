extension SampleSchema {
  /// A music shop: many small tables in brackets, a table that refers to itself, a view.
  package static let chinookLike = SampleSchema(
    name: "chinook-like",
    sql: """
      CREATE TABLE [Artist] (
        [ArtistId] INTEGER NOT NULL, [Name] NVARCHAR(120),
        CONSTRAINT [PK_Artist] PRIMARY KEY ([ArtistId]));
      CREATE TABLE [Album] (
        [AlbumId] INTEGER NOT NULL, [Title] NVARCHAR(160) NOT NULL, [ArtistId] INTEGER NOT NULL,
        CONSTRAINT [PK_Album] PRIMARY KEY ([AlbumId]),
        FOREIGN KEY ([ArtistId]) REFERENCES [Artist] ([ArtistId])
          ON DELETE NO ACTION ON UPDATE NO ACTION);
      CREATE TABLE [MediaType] (
        [MediaTypeId] INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, [Name] NVARCHAR(120));
      CREATE TABLE [Track] (
        [TrackId] INTEGER NOT NULL, [Name] NVARCHAR(200) NOT NULL, [AlbumId] INTEGER,
        [MediaTypeId] INTEGER NOT NULL, [Milliseconds] INTEGER NOT NULL, [Bytes] INTEGER,
        [UnitPrice] NUMERIC(10,2) NOT NULL,
        CONSTRAINT [PK_Track] PRIMARY KEY ([TrackId]),
        FOREIGN KEY ([AlbumId]) REFERENCES [Album] ([AlbumId]) ON DELETE CASCADE,
        FOREIGN KEY ([MediaTypeId]) REFERENCES [MediaType] ([MediaTypeId]));
      CREATE TABLE [Playlist] ([PlaylistId] INTEGER PRIMARY KEY, [Name] NVARCHAR(120));
      CREATE TABLE [PlaylistTrack] (
        [PlaylistId] INTEGER NOT NULL REFERENCES [Playlist], [TrackId] INTEGER NOT NULL,
        CONSTRAINT [PK_PlaylistTrack] PRIMARY KEY ([PlaylistId], [TrackId]),
        FOREIGN KEY ([TrackId]) REFERENCES [Track] ([TrackId])) WITHOUT ROWID;
      CREATE TABLE [Employee] (
        [EmployeeId] INTEGER NOT NULL, [LastName] NVARCHAR(20) NOT NULL, [ReportsTo] INTEGER,
        [HireDate] DATETIME, [Email] NVARCHAR(60),
        CONSTRAINT [PK_Employee] PRIMARY KEY ([EmployeeId]),
        FOREIGN KEY ([ReportsTo]) REFERENCES [Employee] ([EmployeeId]));
      CREATE TABLE [Customer] (
        [CustomerId] INTEGER PRIMARY KEY, [FirstName] NVARCHAR(40) NOT NULL, [Phone] NVARCHAR(24),
        [SupportRepId] INTEGER REFERENCES [Employee] ([EmployeeId]));
      CREATE TABLE [Invoice] (
        [InvoiceId] INTEGER PRIMARY KEY, [CustomerId] INTEGER NOT NULL REFERENCES [Customer],
        [InvoiceDate] DATETIME NOT NULL, [Total] NUMERIC(10,2) NOT NULL);
      CREATE TABLE [InvoiceLine] (
        [InvoiceLineId] INTEGER PRIMARY KEY, [InvoiceId] INTEGER NOT NULL REFERENCES [Invoice],
        [TrackId] INTEGER NOT NULL REFERENCES [Track], [UnitPrice] NUMERIC(10,2) NOT NULL,
        [Quantity] INTEGER NOT NULL CHECK ([Quantity] > 0));
      CREATE UNIQUE INDEX [IPK_Playlist] ON [Playlist] ([Name]);
      CREATE INDEX [IFK_AlbumArtistId] ON [Album] ([ArtistId]);
      CREATE INDEX [IFK_TrackAlbumId] ON [Track] ([AlbumId], [UnitPrice] DESC);
      CREATE VIEW [Revenue] AS
        SELECT a.[Name], sum(l.[UnitPrice] * l.[Quantity]) AS [Total]
        FROM [InvoiceLine] l JOIN [Track] t USING ([TrackId]) JOIN [Album] b USING ([AlbumId])
        JOIN [Artist] a USING ([ArtistId]) GROUP BY a.[ArtistId];
      INSERT INTO [Artist] VALUES (1, 'The Regulators'), (2, 'Señora Válvula'), (7, NULL);
      INSERT INTO [Album] VALUES (1, 'Under Pressure, Over Time', 1), (3, '¿Qué fuga?', 2);
      INSERT INTO [MediaType]([Name]) VALUES ('MPEG audio'), ('Lossless "master"'), ('Gone');
      DELETE FROM [MediaType] WHERE [Name] = 'Gone';
      INSERT INTO [Track] VALUES
        (1, 'It''s a Leak', 1, 1, 215040, 7012345, 0.99), (2, 'Knob; Turned', 1, 2, 198000, NULL, 1),
        (900, 'Sin título', 3, 1, 301999, 9223372036854775807, 1.49), (901, '', NULL, 1, 0, 0, 0.1);
      INSERT INTO [Playlist] VALUES (1, 'Music'), (2, 'Músicas'), (3, NULL), (4, NULL);
      INSERT INTO [PlaylistTrack] VALUES (2, 1), (1, 900), (1, 2);
      INSERT INTO [Employee] VALUES
        (1, 'Osei', NULL, '2019-08-14 00:00:00', 'osei@example.com'), (2, 'Brandt', 1, NULL, NULL),
        (3, 'Ito', 2, '2022-02-29', 'ito@example.com'), (4, 'Circular', 4, NULL, NULL);
      INSERT INTO [Customer] VALUES (1, 'Ana', '+55 11 5550-0001', 3), (2, 'O''Neil', '007', 2);
      INSERT INTO [Invoice] VALUES (1, 1, '2025-01-01 00:00:00', 2.48), (2, 2, '2025-01-02', 0);
      INSERT INTO [InvoiceLine] VALUES (1, 1, 1, 0.99, 1), (2, 1, 900, 1.49, 1);
      """)
}

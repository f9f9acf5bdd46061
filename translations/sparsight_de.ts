<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AblationChoice</name>
    <message>
        <source>%1 switched off</source>
        <translation>%1 abgeschaltet</translation>
    </message>
    <message>
        <source>%1 set to the mean</source>
        <translation>%1 auf den Mittelwert gesetzt</translation>
    </message>
    <message>
        <source>%1 set to %2</source>
        <translation>%1 auf %2 gesetzt</translation>
    </message>
</context>
<context>
    <name>CaptureSweep</name>
    <message>
        <source>as “%1”: %2, %3</source>
        <translation>wie „%1“: %2, %3</translation>
    </message>
    <message>
        <source>“%1”, the sixth encoder layer</source>
        <translation>„%1“, die sechste Encoder-Schicht</translation>
    </message>
    <message numerus="yes">
        <source>Capture with %n checkpoint(s)</source>
        <translation>
            <numerusform>Mit %n Checkpoint aufzeichnen</numerusform>
            <numerusform>Mit %n Checkpoints aufzeichnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColourMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>There is not enough memory for this; close other programs, or choose fewer layers or a smaller data set.</source>
        <translation>Dafür reicht der Arbeitsspeicher nicht; schließen Sie andere Programme oder wählen Sie weniger Schichten oder einen kleineren Datensatz.</translation>
    </message>
    <message>
        <source>The input was not accepted.</source>
        <translation>Die Eingabe passt nicht.</translation>
    </message>
    <message>
        <source>Something that is needed is not there.</source>
        <translation>Etwas, das gebraucht wird, ist nicht da.</translation>
    </message>
    <message>
        <source>This is not supported.</source>
        <translation>Das wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The file could not be read or written.</source>
        <translation>Die Datei konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>There is no space left to write.</source>
        <translation>Zum Schreiben ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>This cannot be changed.</source>
        <translation>Das lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>The file is in use.</source>
        <translation>Die Datei wird gerade benutzt.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Arbeitsspeicher reicht nicht.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Checkpoint %1 (%2), SHA-256 %3.</source>
        <translation>Checkpoint %1 (%2), SHA-256 %3.</translation>
    </message>
    <message>
        <source>Checkpoint %1 (%2), computed live on %3 in %4.</source>
        <translation>Checkpoint %1 (%2), live berechnet auf %3 in %4.</translation>
    </message>
    <message>
        <source>Made by Sparsight %1 on %2.</source>
        <translation>Erstellt mit Sparsight %1 am %2.</translation>
    </message>
</context>
<context>
    <name>FigureExport</name>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Abbildung</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben nach %1.</translation>
    </message>
    <message>
        <source>%1 / %2: sentences by value</source>
        <translation>%1 / %2: Sätze nach Wert</translation>
    </message>
    <message>
        <source>Copy or save the figure</source>
        <translation>Abbildung kopieren oder speichern</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>Abbildung kopieren</translation>
    </message>
    <message>
        <source>Save figure as %1…</source>
        <translation>Abbildung als %1 speichern…</translation>
    </message>
    <message>
        <source>%1 … (whole in the file&apos;s description)</source>
        <translation>%1 … (vollständig in der Beschreibung der Datei)</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>reading weights</source>
        <translation>liest Gewichte</translation>
    </message>
    <message>
        <source>capturing</source>
        <translation>zeichnet auf</translation>
    </message>
    <message>
        <source>hashing weights</source>
        <translation>prüft Gewichte (Prüfsumme)</translation>
    </message>
    <message>
        <source>reading sentences</source>
        <translation>liest Sätze</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled; everything committed is kept</source>
        <translation>abgebrochen; alles Gespeicherte bleibt erhalten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>exportiert</translation>
    </message>
    <message>
        <source>reading texts</source>
        <translation>liest Texte</translation>
    </message>
    <message>
        <source>training</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>bewertet</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>speichert</translation>
    </message>
    <message>
        <source>reading papers</source>
        <translation>liest Artikel</translation>
    </message>
    <message>
        <source>indexing sentences</source>
        <translation>legt das Verzeichnis der Sätze an</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>training the vocabulary</source>
        <translation>trainiert das Vokabular</translation>
    </message>
    <message>
        <source>going on</source>
        <translation>fährt fort</translation>
    </message>
    <message>
        <source>epoch done</source>
        <translation>Epoche fertig</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>scoring neurons</source>
        <translation>bewertet Neuronen</translation>
    </message>
    <message>
        <source>scoring controls</source>
        <translation>bewertet die Kontrollen</translation>
    </message>
    <message>
        <source>scoring pairs</source>
        <translation>bewertet Paare</translation>
    </message>
    <message>
        <source>computing KT-scores</source>
        <translation>berechnet KT-Werte</translation>
    </message>
    <message>
        <source>classifying neurons</source>
        <translation>ordnet Neuronen in Klassen</translation>
    </message>
    <message>
        <source>comparing neurons</source>
        <translation>vergleicht Neuronen</translation>
    </message>
    <message>
        <source>matching neurons</source>
        <translation>ordnet Neuronen einander zu</translation>
    </message>
    <message>
        <source>finding every sentence&apos;s strongest neuron</source>
        <translation>sucht das stärkste Neuron jedes Satzes</translation>
    </message>
    <message>
        <source>drawing sentences anew</source>
        <translation>zieht Sätze neu</translation>
    </message>
    <message>
        <source>measuring activations</source>
        <translation>misst Aktivierungen</translation>
    </message>
    <message>
        <source>making the random twin</source>
        <translation>legt den Zufallszwilling an</translation>
    </message>
    <message>
        <source>thresholding activations</source>
        <translation>behält die größten Aktivierungen</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>liest %1</translation>
    </message>
    <message>
        <source>reading tokens</source>
        <translation>liest Tokens</translation>
    </message>
    <message>
        <source>drawing random weights</source>
        <translation>zieht zufällige Gewichte</translation>
    </message>
</context>
<context>
    <name>KtCell</name>
    <message>
        <source>&lt; 10⁻⁶</source>
        <translation>&lt; 10⁻⁶</translation>
    </message>
    <message>
        <source>KT is undefined: the neuron captures no sentence (n = 0).</source>
        <translation>KT ist nicht definiert: Das Neuron erfasst keinen Satz (n = 0).</translation>
    </message>
    <message>
        <source>Wilson 95 % interval: %1 to %2</source>
        <translation>95-%-Intervall nach Wilson: %1 bis %2</translation>
    </message>
    <message>
        <source>Lift = KT / base rate = %1</source>
        <translation>Lift = KT / Grundrate = %1</translation>
    </message>
    <message>
        <source>No q: too few captured sentences</source>
        <translation>Kein q: zu wenige erfasste Sätze</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>Thema: %1</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>activation above %1</source>
        <translation>Aktivierung über %1</translation>
    </message>
    <message>
        <source>at least %1 of the neuron&apos;s maximum</source>
        <translation>mindestens %1 des Höchstwerts des Neurons</translation>
    </message>
    <message>
        <source>at or above the %1 quantile of all sentences</source>
        <translation>ab dem %1-Quantil aller Sätze</translation>
    </message>
    <message>
        <source>the %1 strongest sentences</source>
        <translation>die %1 stärksten Sätze</translation>
    </message>
    <message>
        <source>sentences whose strongest neuron it is</source>
        <translation>Sätze, deren stärkstes Neuron es ist</translation>
    </message>
    <message>
        <source>as many as in %1 (%2), from the top</source>
        <translation>so viele wie in %1 (%2), von oben</translation>
    </message>
    <message>
        <source>the very sentences of %1 (%2)</source>
        <translation>genau die Sätze von %1 (%2)</translation>
    </message>
    <message>
        <source>p %1 (hypergeometric, one-sided)</source>
        <translation>p %1 (hypergeometrisch, einseitig)</translation>
    </message>
    <message>
        <source>q %1 (Benjamini–Hochberg over the layer)</source>
        <translation>q %1 (Benjamini–Hochberg über die Schicht)</translation>
    </message>
    <message>
        <source>KT = k / n = %L1 / %L2 = %3</source>
        <translation>KT = k / n = %L1 / %L2 = %3</translation>
    </message>
    <message>
        <source>Base rate K / N = %L1 / %L2 = %3</source>
        <translation>Grundrate K / N = %L1 / %L2 = %3</translation>
    </message>
</context>
<context>
    <name>LiveSummary</name>
    <message>
        <source>does not fire at “%1”</source>
        <translation>feuert nicht bei „%1“</translation>
    </message>
    <message>
        <source>%1 at “%2”</source>
        <translation>%1 bei „%2“</translation>
    </message>
    <message>
        <source>does not fire at the last token</source>
        <translation>feuert nicht beim letzten Token</translation>
    </message>
    <message>
        <source>%1 at the last token</source>
        <translation>%1 beim letzten Token</translation>
    </message>
    <message>
        <source>%1 on average, strongest at “%2”</source>
        <translation>%1 im Mittel, am stärksten bei „%2“</translation>
    </message>
    <message>
        <source>%1, strongest at “%2”</source>
        <translation>%1, am stärksten bei „%2“</translation>
    </message>
    <message>
        <source>does not fire</source>
        <translation>feuert nicht</translation>
    </message>
</context>
<context>
    <name>MatchMeasures</name>
    <message>
        <source>correlation of values</source>
        <translation>Korrelation der Werte</translation>
    </message>
    <message>
        <source>r, same number</source>
        <translation>r, gleiche Nummer</translation>
    </message>
    <message>
        <source>r, best match</source>
        <translation>r, beste Entsprechung</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of the values in both runs over all sentences</source>
        <translation>Pearsons Korrelation der Werte beider Aufzeichnungen über alle Sätze</translation>
    </message>
    <message>
        <source>cosine of weights</source>
        <translation>Kosinus der Gewichte</translation>
    </message>
    <message>
        <source>cosine, same number</source>
        <translation>Kosinus, gleiche Nummer</translation>
    </message>
    <message>
        <source>cosine, best match</source>
        <translation>Kosinus, beste Entsprechung</translation>
    </message>
    <message>
        <source>Cosine of what the neuron reads and writes (its rows of W_i and its column of W_o) in both checkpoints</source>
        <translation>Kosinus dessen, was das Neuron liest und schreibt (seine Zeilen von W_i und seine Spalte von W_o), in beiden Checkpoints</translation>
    </message>
</context>
<context>
    <name>Metrics</name>
    <message>
        <source>k</source>
        <translation>k</translation>
    </message>
    <message>
        <source>Captured sentences that contain a keyword</source>
        <translation>Erfasste Sätze, die ein Stichwort enthalten</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Sentences that the neuron captures under the rule</source>
        <translation>Sätze, die das Neuron nach der Regel erfasst</translation>
    </message>
    <message>
        <source>KT</source>
        <translation>KT</translation>
    </message>
    <message>
        <source>KT-score: k / n, the share of the captured sentences that contain a keyword</source>
        <translation>KT-Score: k / n, der Anteil der erfassten Sätze, die ein Stichwort enthalten</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Lower end of the Wilson 95 % interval of KT</source>
        <translation>Unteres Ende des Wilson-Intervalls (95 %) von KT</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Upper end of the Wilson 95 % interval of KT</source>
        <translation>Oberes Ende des Wilson-Intervalls (95 %) von KT</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>KT / (K / N): how many times the base rate; 1 is no relation</source>
        <translation>KT / (K / N): das Wievielfache der Grundrate; 1 heißt kein Zusammenhang</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>k / K: share of the sentences with a keyword that the neuron captures</source>
        <translation>k / K: Anteil der Sätze mit Stichwort, die das Neuron erfasst</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>2k / (n + K): harmonic mean of KT and coverage</source>
        <translation>2k / (n + K): harmonisches Mittel von KT und Abdeckung</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>k / (n + K − k): captured with a keyword, of those captured or with a keyword</source>
        <translation>k / (n + K − k): erfasst und mit Stichwort, von allen erfassten oder mit Stichwort</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>Average precision of the value as a ranking of the sentences; chance is K / N</source>
        <translation>Average Precision des Werts als Rangfolge der Sätze; Zufall ist K / N</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>How often a sentence with a keyword has a larger value than one without, ties half</source>
        <translation>Wie oft ein Satz mit Stichwort einen größeren Wert hat als einer ohne; Gleichstand zählt halb</translation>
    </message>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of the value with having a keyword (0 or 1)</source>
        <translation>Pearson-Korrelation des Werts damit, ein Stichwort zu haben (0 oder 1)</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q</translation>
    </message>
    <message>
        <source>p corrected for all neurons of the layer that capture enough sentences (Benjamini–Hochberg): the share of false ones up to here</source>
        <translation>p, korrigiert für alle Neuronen der Schicht, die genug Sätze erfassen (Benjamini–Hochberg): der Anteil falscher bis hierher</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Share of all tokens at which the neuron fires</source>
        <translation>Anteil aller Tokens, bei denen das Neuron feuert</translation>
    </message>
    <message>
        <source>Sentence density</source>
        <translation>Satzdichte</translation>
    </message>
    <message>
        <source>Share of all sentences in which the neuron fires</source>
        <translation>Anteil aller Sätze, in denen das Neuron feuert</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mean value over all sentences, zeros included</source>
        <translation>Mittlerer Wert über alle Sätze, Nullen eingeschlossen</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max.</translation>
    </message>
    <message>
        <source>Largest value of a sentence</source>
        <translation>Größter Wert eines Satzes</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Number of sentences in which the neuron fires</source>
        <translation>Zahl der Sätze, in denen das Neuron feuert</translation>
    </message>
    <message>
        <source>Firings</source>
        <translation>Feuerungen</translation>
    </message>
    <message>
        <source>Number of tokens at which the neuron fires</source>
        <translation>Zahl der Tokens, bei denen das Neuron feuert</translation>
    </message>
    <message>
        <source>Chance of at least k by drawing n sentences blindly (hypergeometric); 1 at n = 0</source>
        <translation>Wahrscheinlichkeit für mindestens k, wenn n Sätze blind gezogen werden (hypergeometrisch); 1 bei n = 0</translation>
    </message>
    <message>
        <source>Δ density</source>
        <translation>Δ Dichte</translation>
    </message>
    <message>
        <source>Change of the share of tokens at which the neuron fires, in percentage points</source>
        <translation>Änderung des Anteils der Tokens, bei denen das Neuron feuert, in Prozentpunkten</translation>
    </message>
    <message>
        <source>Δ sentence density</source>
        <translation>Δ Satzdichte</translation>
    </message>
    <message>
        <source>Change of the share of sentences in which the neuron fires, in percentage points</source>
        <translation>Änderung des Anteils der Sätze, in denen das Neuron feuert, in Prozentpunkten</translation>
    </message>
    <message>
        <source>Δ mean</source>
        <translation>Δ Mittel</translation>
    </message>
    <message>
        <source>Change of the mean value over all sentences</source>
        <translation>Änderung des mittleren Werts über alle Sätze</translation>
    </message>
    <message>
        <source>Δ KT</source>
        <translation>Δ KT</translation>
    </message>
    <message>
        <source>KT in the other run minus KT in the reference</source>
        <translation>KT in der anderen Aufzeichnung minus KT in der Bezugsaufzeichnung</translation>
    </message>
    <message>
        <source>Δ KT low</source>
        <translation>Δ KT unten</translation>
    </message>
    <message>
        <source>Lower end of the paired bootstrap&apos;s 95 % interval of the change of KT</source>
        <translation>Unteres Ende des 95-%-Intervalls der Änderung von KT (gepaartes Bootstrap)</translation>
    </message>
    <message>
        <source>Δ KT high</source>
        <translation>Δ KT oben</translation>
    </message>
    <message>
        <source>Upper end of the paired bootstrap&apos;s 95 % interval of the change of KT</source>
        <translation>Oberes Ende des 95-%-Intervalls der Änderung von KT (gepaartes Bootstrap)</translation>
    </message>
    <message>
        <source>Draws left out</source>
        <translation>Ausgelassene Ziehungen</translation>
    </message>
    <message>
        <source>Draws of the bootstrap in which the neuron captures nothing in one of the runs</source>
        <translation>Ziehungen des Bootstraps, in denen das Neuron in einer der Aufzeichnungen nichts erfasst</translation>
    </message>
    <message>
        <source>McNemar p</source>
        <translation>McNemar p</translation>
    </message>
    <message>
        <source>Of the sentences captured in both runs alike: chance that keywords come and go so unevenly (exact, two-sided)</source>
        <translation>Von den in beiden Aufzeichnungen gleichen erfassten Sätzen: Wahrscheinlichkeit, dass Stichwörter so ungleich kommen und gehen (exakt, zweiseitig)</translation>
    </message>
    <message>
        <source>McNemar q</source>
        <translation>McNemar q</translation>
    </message>
    <message>
        <source>McNemar&apos;s p corrected for all neurons of the layer that capture enough sentences (Benjamini–Hochberg)</source>
        <translation>McNemars p, korrigiert für alle Neuronen der Schicht, die genug Sätze erfassen (Benjamini–Hochberg)</translation>
    </message>
    <message>
        <source>Rank before</source>
        <translation>Rang vorher</translation>
    </message>
    <message>
        <source>Place in the reference by q, then lift</source>
        <translation>Platz in der Bezugsaufzeichnung nach q, dann Lift</translation>
    </message>
    <message>
        <source>Rank after</source>
        <translation>Rang nachher</translation>
    </message>
    <message>
        <source>Place in the other run by q, then lift</source>
        <translation>Platz in der anderen Aufzeichnung nach q, dann Lift</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of the values in both runs over all sentences</source>
        <translation>Pearson-Korrelation der Werte in beiden Aufzeichnungen über alle Sätze</translation>
    </message>
    <message>
        <source>Top shared</source>
        <translation>Gemeinsame Spitze</translation>
    </message>
    <message>
        <source>Sentences that are among the 20 with the largest values in both runs</source>
        <translation>Sätze, die in beiden Aufzeichnungen unter den 20 mit den größten Werten sind</translation>
    </message>
    <message>
        <source>Top Jaccard</source>
        <translation>Jaccard der Spitze</translation>
    </message>
    <message>
        <source>Top sentences of both runs, of those that are top sentences of one of them</source>
        <translation>Spitzensätze beider Aufzeichnungen, von allen, die in einer davon Spitzensätze sind</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>1 where the neuron never fires in the reference and fires in the other run</source>
        <translation>1, wenn das Neuron in der Bezugsaufzeichnung nie feuert und in der anderen feuert</translation>
    </message>
    <message>
        <source>Died</source>
        <translation>Gestorben</translation>
    </message>
    <message>
        <source>1 where the neuron fires in the reference and never in the other run</source>
        <translation>1, wenn das Neuron in der Bezugsaufzeichnung feuert und in der anderen nie</translation>
    </message>
    <message>
        <source>Fisher p</source>
        <translation>Fisher-p</translation>
    </message>
    <message>
        <source>Chance of shares that differ so much where the true ones are the same (Fisher&apos;s exact test, two-sided)</source>
        <translation>Wahrscheinlichkeit so verschiedener Anteile, wenn die wahren gleich sind (exakter Test nach Fisher, zweiseitig)</translation>
    </message>
    <message>
        <source>Fisher q</source>
        <translation>Fisher-q</translation>
    </message>
    <message>
        <source>Fisher&apos;s p corrected for all neurons of the layer that capture enough sentences in both (Benjamini–Hochberg)</source>
        <translation>Fishers p, korrigiert für alle Neuronen der Schicht, die in beiden genug Sätze erfassen (Benjamini–Hochberg)</translation>
    </message>
    <message>
        <source>Δ lift</source>
        <translation>Δ Lift</translation>
    </message>
    <message>
        <source>Lift in the other run minus lift in the reference</source>
        <translation>Lift in der anderen Aufzeichnung minus Lift in der Bezugsaufzeichnung</translation>
    </message>
    <message>
        <source>Share of the (token, neuron) pairs with |a| &gt; ε</source>
        <translation>Anteil der Paare (Token, Neuron) mit |a| &gt; ε</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>Feuernde</translation>
    </message>
    <message>
        <source>s: mean number of neurons that fire at a token</source>
        <translation>s: mittlere Zahl der Neuronen, die an einem Token feuern</translation>
    </message>
    <message>
        <source>wo skipped</source>
        <translation>wo gespart</translation>
    </message>
    <message>
        <source>1 − s / d_ff: share of the products in the second matrix that are with zero, and can be left out without changing anything (while ε is 0)</source>
        <translation>1 − s / d_ff: Anteil der Produkte in der zweiten Matrix, die mit null sind und entfallen können, ohne dass sich etwas ändert (solange ε 0 ist)</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Neurons that fired at no token; with 95 % confidence they fire at less than 1 − 0.05^(1/T) of all tokens</source>
        <translation>Neuronen, die an keinem Token feuerten; mit 95 % Sicherheit feuern sie an weniger als 1 − 0,05^(1/T) aller Token</translation>
    </message>
    <message>
        <source>&lt; 10 %</source>
        <translation>&lt; 10 %</translation>
    </message>
    <message>
        <source>Neurons that fire at less than 10 % of the tokens, those that never fire included</source>
        <translation>Neuronen, die an weniger als 10 % der Token feuern, die nie feuernden eingeschlossen</translation>
    </message>
    <message>
        <source>&gt; 1 %</source>
        <translation>&gt; 1 %</translation>
    </message>
    <message>
        <source>Neurons that fire at more than 1 % of the tokens</source>
        <translation>Neuronen, die an mehr als 1 % der Token feuern</translation>
    </message>
    <message>
        <source>Gini</source>
        <translation>Gini</translation>
    </message>
    <message>
        <source>1 − 2 Σ (c_k / Σc) (N − k + ½) / N over a token&apos;s |a| in ascending order, mean over the tokens: 0 where all are alike, nearly 1 where one neuron has it all</source>
        <translation>1 − 2 Σ (c_k / Σc) (N − k + ½) / N über die aufsteigend geordneten |a| eines Tokens, Mittel über die Token: 0, wo alle gleich sind, fast 1, wo ein Neuron alles hat</translation>
    </message>
    <message>
        <source>Hoyer</source>
        <translation>Hoyer</translation>
    </message>
    <message>
        <source>(√N − Σ|a| / √Σa²) / (√N − 1), mean over the tokens: 0 where all are alike, 1 where one neuron has it all</source>
        <translation>(√N − Σ|a| / √Σa²) / (√N − 1), Mittel über die Token: 0, wo alle gleich sind, 1, wo ein Neuron alles hat</translation>
    </message>
    <message>
        <source>Top 90 %</source>
        <translation>Top 90 %</translation>
    </message>
    <message>
        <source>Smallest share of the neurons whose |a| sum to 90 % of Σ|a| (or the part that was chosen), mean over the tokens</source>
        <translation>Kleinster Anteil der Neuronen, deren |a| zusammen 90 % von Σ|a| ergeben (oder den gewählten Teil), Mittel über die Token</translation>
    </message>
    <message>
        <source>CETT kept</source>
        <translation>CETT behält</translation>
    </message>
    <message>
        <source>Share of the (token, neuron) pairs that are left when all with |a| · ‖wo‖ below one threshold are left out, the largest that changes the layer&apos;s output by at most 20 % in the mean (arXiv 2402.03804)</source>
        <translation>Anteil der Paare (Token, Neuron), die bleiben, wenn alle mit |a| · ‖wo‖ unter einer Schwelle entfallen, und zwar der größten, die die Ausgabe der Schicht im Mittel um höchstens 20 % ändert (arXiv 2402.03804)</translation>
    </message>
    <message>
        <source>CETT ε</source>
        <translation>CETT ε</translation>
    </message>
    <message>
        <source>That threshold of |a| · ‖wo‖, a power of 2^(1/16)</source>
        <translation>Diese Schwelle von |a| · ‖wo‖, eine Potenz von 2^(1/16)</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Welcome</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open a project, or start with the demo.</source>
        <translation>Ein Projekt öffnen oder mit der Demo beginnen.</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Type a sentence and see which neurons fire.</source>
        <translation>Einen Satz eintippen und sehen, welche Neuronen feuern.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Sentences and topics of the project.</source>
        <translation>Sätze und Themen des Projekts.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Checkpoints, and what was captured with them.</source>
        <translation>Checkpoints und was mit ihnen aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Every neuron of a layer over a data set, and its sentences.</source>
        <translation>Jedes Neuron einer Schicht über einen Datensatz, und seine Sätze.</translation>
    </message>
    <message>
        <source>KT</source>
        <translation>KT</translation>
    </message>
    <message>
        <source>Which neurons follow a topic, in every run.</source>
        <translation>Welche Neuronen einem Thema folgen, in jeder Aufzeichnung.</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Train checkpoints further with several learning rates, and watch them.</source>
        <translation>Checkpoints mit mehreren Lernraten weiter trainieren und dabei zusehen.</translation>
    </message>
    <message>
        <source>Census</source>
        <translation>Zensus</translation>
    </message>
    <message>
        <source>What kinds of neurons every layer has: dead, always on, of a topic, general.</source>
        <translation>Welche Arten von Neuronen jede Schicht hat: tote, stets aktive, solche eines Themas, allgemeine.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>What changed between checkpoints, neuron by neuron and layer by layer.</source>
        <translation>Was sich zwischen Checkpoints geändert hat, Neuron für Neuron und Schicht für Schicht.</translation>
    </message>
    <message>
        <source>Ablation</source>
        <translation>Ablation</translation>
    </message>
    <message>
        <source>Switch neurons off, or set them to a value, and see what they cause.</source>
        <translation>Neuronen abschalten oder auf einen Wert setzen und sehen, was sie bewirken.</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>Spärlichkeit</translation>
    </message>
    <message>
        <source>How few neurons fire, by layer, position and word, in any checkpoint.</source>
        <translation>Wie wenige Neuronen feuern, nach Schicht, Position und Wort, in jedem Checkpoint.</translation>
    </message>
</context>
<context>
    <name>Poster</name>
    <message>
        <source>training %1, epoch %2 of %3</source>
        <translation>%1 wird trainiert, Epoche %2 von %3</translation>
    </message>
    <message>
        <source>capturing with %1</source>
        <translation>Aufzeichnung mit %1</translation>
    </message>
    <message>
        <source>scoring neurons</source>
        <translation>Neuronen werden bewertet</translation>
    </message>
    <message>
        <source>step %1 of %2, %3</source>
        <translation>Schritt %1 von %2, %3</translation>
    </message>
    <message>
        <source>The publication&apos;s experiment</source>
        <translation>Das Experiment der Veröffentlichung</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>new list, Enter adds</source>
        <translation>neue Liste, Enter legt an</translation>
    </message>
    <message>
        <source>Name of a new list</source>
        <translation>Name einer neuen Liste</translation>
    </message>
    <message>
        <source>Rename the list</source>
        <translation>Liste umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message numerus="yes">
        <source>Report on %Ln neuron(s) of %1…</source>
        <translation>
            <numerusform>Bericht über %Ln Neuron von %1 …</numerusform>
            <numerusform>Bericht über %Ln Neuronen von %1 …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportExport</name>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>Geschrieben nach %1.</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>Einen Bericht schreiben</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>activation above</source>
        <translation>Aktivierung über</translation>
    </message>
    <message>
        <source>A &gt; τ (threshold)</source>
        <translation>A &gt; τ (Schwelle, threshold)</translation>
    </message>
    <message>
        <source>share of its maximum</source>
        <translation>Anteil seines Maximums</translation>
    </message>
    <message>
        <source>A ≥ ρ · its maximum over the data set (relative)</source>
        <translation>A ≥ ρ · Maximum im Datensatz (relativ, relative)</translation>
    </message>
    <message>
        <source>quantile of sentences</source>
        <translation>Quantil der Sätze</translation>
    </message>
    <message>
        <source>A ≥ the quantile over all sentences, zeros included</source>
        <translation>A ≥ das Quantil über alle Sätze, Nullen eingeschlossen</translation>
    </message>
    <message>
        <source>strongest sentences</source>
        <translation>stärkste Sätze</translation>
    </message>
    <message>
        <source>The N sentences with the largest values (top)</source>
        <translation>Die N Sätze mit den größten Werten (top)</translation>
    </message>
    <message>
        <source>sentences it wins</source>
        <translation>Sätze, die es gewinnt</translation>
    </message>
    <message>
        <source>Sentences whose strongest neuron it is (winner)</source>
        <translation>Sätze, deren stärkstes Neuron es ist (winner)</translation>
    </message>
    <message>
        <source>as many as in run</source>
        <translation>so viele wie in Aufzeichnung</translation>
    </message>
    <message>
        <source>As many sentences as it captures in that run, from the top here (matched)</source>
        <translation>So viele Sätze, wie es dort erfasst, hier von oben (matched)</translation>
    </message>
    <message>
        <source>the same as in run</source>
        <translation>dieselben wie in Aufzeichnung</translation>
    </message>
    <message>
        <source>The very sentences that it captures in that run (fixed)</source>
        <translation>Genau die Sätze, die es dort erfasst (fixed)</translation>
    </message>
</context>
<context>
    <name>RuleHint</name>
    <message>
        <source>%1 of the values of run &quot;%2&quot; are not zero, so threshold:0 captures nearly every sentence and tells nothing about a neuron; choose another rule, such as %3</source>
        <translation>%1 der Werte der Aufzeichnung „%2“ sind nicht null, also erfasst threshold:0 fast jeden Satz und sagt nichts über ein Neuron; wählen Sie eine andere Regel, etwa %3</translation>
    </message>
</context>
<context>
    <name>RunSource</name>
    <message>
        <source>Run %1: checkpoint %2, data set %3</source>
        <translation>Aufzeichnung %1: Checkpoint %2, Datensatz %3</translation>
    </message>
</context>
<context>
    <name>TableCopy</name>
    <message>
        <source>Export what is shown</source>
        <translation>Das Gezeigte exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Copy with headers</source>
        <translation>Mit Kopfzeile kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
</context>
<context>
    <name>sparsight::AblationForm</name>
    <message>
        <source>e.g. enc6/7, enc6/11</source>
        <translation>z. B. enc6/7, enc6/11</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>The selected neuron, the pinned ones, or those of a list</source>
        <translation>Das gewählte Neuron, die angehefteten oder die einer Liste</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>its mean</source>
        <translation>seinen Mittelwert</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>einen Wert</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>Gesetzt auf</translation>
    </message>
    <message>
        <source>What the neurons&apos; activations are set to, at every token</source>
        <translation>Worauf die Aktivierungen der Neuronen an jedem Token gesetzt werden</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>set to</source>
        <translation>setzen auf</translation>
    </message>
    <message>
        <source>%1 has no neuron %2; its layers have %L3 neurons, numbered from 0.</source>
        <translation>%1 hat kein Neuron %2; seine Schichten haben %L3 Neuronen, von 0 an gezählt.</translation>
    </message>
    <message>
        <source>A neuron is named by its layer and number, e.g. enc6/2384; several are separated by commas.</source>
        <translation>Ein Neuron wird mit Schicht und Nummer benannt, z. B. enc6/2384; mehrere werden durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>A neuron&apos;s mean comes from a captured run of this checkpoint; capture a data set with it first.</source>
        <translation>Der Mittelwert eines Neurons kommt aus einer Aufzeichnung mit diesem Checkpoint; zeichnen Sie zuerst einen Datensatz mit ihm auf.</translation>
    </message>
    <message>
        <source>The selected neuron</source>
        <translation>Das gewählte Neuron</translation>
    </message>
    <message>
        <source>The selected neuron, %1</source>
        <translation>Das gewählte Neuron, %1</translation>
    </message>
    <message>
        <source>Pinned neurons (%L1)</source>
        <translation>Angeheftete Neuronen (%L1)</translation>
    </message>
    <message>
        <source>List “%1” (%L2)</source>
        <translation>Liste „%1“ (%L2)</translation>
    </message>
    <message>
        <source>Means are those of the sentences&apos; maxima in the run “%1”.</source>
        <translation>Mittelwerte sind die der Satzmaxima in der Aufzeichnung „%1“.</translation>
    </message>
    <message>
        <source>Means are those of the sentences&apos; values in the run “%1”.</source>
        <translation>Mittelwerte sind die der Satzwerte in der Aufzeichnung „%1“.</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
</context>
<context>
    <name>sparsight::AblationPage</name>
    <message>
        <source>What do neurons cause?</source>
        <translation>Was bewirken Neuronen?</translation>
    </message>
    <message>
        <source>This is an intervention: it shows what the neurons cause in this checkpoint, where the other pages show what they go along with. Live and captured runs stay as they are.</source>
        <translation>Dies ist ein Eingriff: Er zeigt, was die Neuronen in diesem Checkpoint bewirken, während die anderen Seiten zeigen, womit sie einhergehen. Live und Aufzeichnungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Switch neurons off, or set them to a value, and see what a checkpoint then writes. Load a T5 checkpoint first.</source>
        <translation>Schalten Sie Neuronen ab oder setzen Sie sie auf einen Wert und sehen Sie, was ein Checkpoint dann schreibt. Laden Sie zuerst einen T5-Checkpoint.</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Checkpoint wählen</translation>
    </message>
    <message>
        <source>The speed of light is the same for every observer.</source>
        <translation>The speed of light is the same for every observer.</translation>
    </message>
</context>
<context>
    <name>sparsight::AlignedTokens</name>
    <message>
        <source>neuron %1 at “%2”, %3: %4</source>
        <translation>Neuron %1 bei „%2“, %3: %4</translation>
    </message>
    <message>
        <source>Tokens of the sides, coloured by the neuron&apos;s activation</source>
        <translation>Token der Seiten, gefärbt nach der Aktivierung des Neurons</translation>
    </message>
</context>
<context>
    <name>sparsight::Application</name>
    <message>
        <source>Shows which feed-forward neurons of a T5 model fire on a sentence.</source>
        <translation>Zeigt, welche Feed-Forward-Neuronen eines T5-Modells bei einem Satz feuern.</translation>
    </message>
    <message>
        <source>A project, sentences or a checkpoint&apos;s folder.</source>
        <translation>Ein Projekt, Sätze oder der Ordner eines Checkpoints.</translation>
    </message>
    <message>
        <source>Open the demo project.</source>
        <translation>Das Demoprojekt öffnen.</translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation>light (hell) oder dark (dunkel).</translation>
    </message>
</context>
<context>
    <name>sparsight::CaptureForm</name>
    <message>
        <source>all tokens</source>
        <translation>alle Tokens</translation>
    </message>
    <message>
        <source>all but &lt;/s&gt;</source>
        <translation>alle außer &lt;/s&gt;</translation>
    </message>
    <message>
        <source>largest value</source>
        <translation>größter Wert</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>last token&apos;s</source>
        <translation>letztes Token</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>reads the target</source>
        <translation>liest das Ziel</translation>
    </message>
    <message>
        <source>generates</source>
        <translation>erzeugt Text</translation>
    </message>
    <message>
        <source>A neuron fires at a token when its activation exceeds ε. Models without exact zeros need it.</source>
        <translation>Ein Neuron feuert bei einem Token, wenn seine Aktivierung ε übersteigt. Modelle ohne echte Nullen brauchen das.</translation>
    </message>
    <message>
        <source>from checkpoint and data set</source>
        <translation>aus Checkpoint und Datensatz</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>A sentence&apos;s value</source>
        <translation>Wert eines Satzes</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Fires above ε</source>
        <translation>Feuert über ε</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Capture a data set</source>
        <translation>Einen Datensatz aufzeichnen</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>wählen …</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>Layers: %1</source>
        <translation>Schichten: %1</translation>
    </message>
    <message>
        <source>Open or make a project first.</source>
        <translation>Öffnen oder erstellen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>The project is open read-only.</source>
        <translation>Das Projekt ist schreibgeschützt geöffnet.</translation>
    </message>
    <message>
        <source>Import sentences on the Data page first.</source>
        <translation>Importieren Sie zuerst Sätze auf der Seite „Daten“.</translation>
    </message>
    <message>
        <source>Load a checkpoint first.</source>
        <translation>Laden Sie zuerst einen Checkpoint.</translation>
    </message>
    <message>
        <source>Choose at least one layer.</source>
        <translation>Wählen Sie mindestens eine Schicht.</translation>
    </message>
    <message>
        <source>“%1” has no target column for the decoder to read.</source>
        <translation>„%1“ hat keine Zielspalte, die der Decoder lesen könnte.</translation>
    </message>
    <message>
        <source>Runs beside your work; a capture that is cut off can be resumed.</source>
        <translation>Läuft neben Ihrer Arbeit; eine unterbrochene Aufzeichnung lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>höchstens </translation>
    </message>
    <message>
        <source>The most tokens to generate</source>
        <translation>Höchstzahl erzeugter Tokens</translation>
    </message>
    <message>
        <source>The longest text that the checkpoint writes, in tokens.</source>
        <translation>Der längste Text, den der Checkpoint schreibt, in Token.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The capture “%1” holds this already.</source>
        <translation>Die Aufzeichnung „%1“ enthält das schon.</translation>
    </message>
    <message>
        <source>Capture with %1</source>
        <translation>Mit %1 aufzeichnen</translation>
    </message>
</context>
<context>
    <name>sparsight::CensusNeuronModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Topics that it follows</source>
        <translation>Themen, denen es folgt</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>The first class that holds, from left to right</source>
        <translation>Die erste Klasse, die zutrifft, von links nach rechts</translation>
    </message>
    <message>
        <source>In both halves of the data set</source>
        <translation>In beiden Hälften des Datensatzes</translation>
    </message>
    <message>
        <source>Fires on %1 of %L2 tokens</source>
        <translation>Feuert bei %1 von %L2 Tokens</translation>
    </message>
    <message>
        <source>Topic %1, over both halves: KT = k / n = %L2 / %L3 = %4</source>
        <translation>Thema %1, über beide Hälften: KT = k / n = %L2 / %L3 = %4</translation>
    </message>
    <message>
        <source>Base rate K / N = %L1 / %L2</source>
        <translation>Grundrate K / N = %L1 / %L2</translation>
    </message>
    <message>
        <source>Of the half that says less: lift %1, q %2</source>
        <translation>Aus der Hälfte, die weniger sagt: Lift %1, q %2</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>KT k / n</source>
        <translation>KT k / n</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Of the topic that it follows most: captured sentences with a keyword / captured sentences, of both halves</source>
        <translation>Für das Thema, dem es am stärksten folgt: erfasste Sätze mit Stichwort / erfasste Sätze, aus beiden Hälften</translation>
    </message>
    <message>
        <source>Of that topic: KT / base rate, in the half where it is less</source>
        <translation>Für dieses Thema: KT / Grundrate, in der Hälfte, in der es weniger ist</translation>
    </message>
    <message>
        <source>Of that topic: Benjamini–Hochberg over the layer, in the half where it is larger</source>
        <translation>Für dieses Thema: Benjamini–Hochberg über die Schicht, in der Hälfte, in der es größer ist</translation>
    </message>
    <message>
        <source>Share of tokens where it fires</source>
        <translation>Anteil der Tokens, bei denen es feuert</translation>
    </message>
</context>
<context>
    <name>sparsight::CensusPage</name>
    <message>
        <source>What kinds of neurons does a layer have?</source>
        <translation>Welche Arten von Neuronen hat eine Schicht?</translation>
    </message>
    <message>
        <source>Always on at</source>
        <translation>Stets aktiv ab</translation>
    </message>
    <message>
        <source>Always on: fires on at least this share of the sentences</source>
        <translation>Stets aktiv: feuert bei mindestens diesem Anteil der Sätze</translation>
    </message>
    <message>
        <source>Topic: q below</source>
        <translation>Thema: q unter</translation>
    </message>
    <message>
        <source>Of a topic: q below this, in both halves of the data set</source>
        <translation>Eines Themas: q darunter, in beiden Hälften des Datensatzes</translation>
    </message>
    <message>
        <source>Topic: lift at least</source>
        <translation>Thema: Lift ab</translation>
    </message>
    <message>
        <source>Of a topic: at least this lift, in both halves</source>
        <translation>Eines Themas: mindestens dieser Lift, in beiden Hälften</translation>
    </message>
    <message>
        <source>General: lift below</source>
        <translation>Allgemein: Lift unter</translation>
    </message>
    <message>
        <source>General: less than this lift in every topic and label</source>
        <translation>Allgemein: weniger als dieser Lift in jedem Thema und Label</translation>
    </message>
    <message>
        <source>n at least</source>
        <translation>n mindestens</translation>
    </message>
    <message>
        <source>Neurons with fewer captured sentences in a half get no q there</source>
        <translation>Neuronen mit weniger erfassten Sätzen in einer Hälfte bekommen dort kein q</translation>
    </message>
    <message>
        <source>Usual values</source>
        <translation>Übliche Werte</translation>
    </message>
    <message>
        <source>Census of the captured layers</source>
        <translation>Zensus der aufgezeichneten Schichten</translation>
    </message>
    <message>
        <source>Neurons by class</source>
        <translation>Neuronen nach Klasse</translation>
    </message>
    <message>
        <source>Open a project with a captured data set first.</source>
        <translation>Öffnen Sie zuerst ein Projekt mit einem aufgezeichneten Datensatz.</translation>
    </message>
    <message>
        <source>No data set is captured to its end yet: the census counts over all of its sentences.</source>
        <translation>Noch ist kein Datensatz bis zum Ende aufgezeichnet: Der Zensus zählt über alle seine Sätze.</translation>
    </message>
    <message>
        <source>Capture a data set</source>
        <translation>Einen Datensatz aufzeichnen</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Ein Projekt öffnen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>%1 %L2</source>
        <translation>%1 %L2</translation>
    </message>
    <message>
        <source>No neuron is of this class.</source>
        <translation>Kein Neuron gehört zu dieser Klasse.</translation>
    </message>
    <message>
        <source>Choose a layer above.</source>
        <translation>Wählen Sie oben eine Schicht.</translation>
    </message>
    <message>
        <source>Topic %1: %2</source>
        <translation>Thema %1: %2</translation>
    </message>
    <message>
        <source>Copy or save the bars as a figure</source>
        <translation>Balken als Abbildung kopieren oder speichern</translation>
    </message>
    <message>
        <source>Captured: %1 (%2); no q with fewer than %L3 in a half</source>
        <translation>Erfasst: %1 (%2); kein q bei weniger als %L3 in einer Hälfte</translation>
    </message>
    <message>
        <source>No room for: %1</source>
        <translation>Kein Platz für: %1</translation>
    </message>
    <message>
        <source>What kinds of neurons the layers have</source>
        <translation>Welche Arten von Neuronen die Schichten haben</translation>
    </message>
</context>
<context>
    <name>sparsight::CensusTableModel</name>
    <message>
        <source>Never fires</source>
        <translation>Feuert nie</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Stets aktiv</translation>
    </message>
    <message>
        <source>Of a topic</source>
        <translation>Eines Themas</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>Übrige</translation>
    </message>
    <message>
        <source>Fires on no sentence of the data set</source>
        <translation>Feuert bei keinem Satz des Datensatzes</translation>
    </message>
    <message>
        <source>Fires on at least %1 of the sentences</source>
        <translation>Feuert bei mindestens %1 der Sätze</translation>
    </message>
    <message>
        <source>Follows a topic in both halves of the data set: q below %1 and lift at least %2</source>
        <translation>Folgt in beiden Hälften des Datensatzes einem Thema: q unter %1 und Lift mindestens %2</translation>
    </message>
    <message>
        <source>Fires in every topic and label, with a lift below %1 in each</source>
        <translation>Feuert in jedem Thema und Label, jeweils mit einem Lift unter %1</translation>
    </message>
    <message>
        <source>None of the others</source>
        <translation>Keine der anderen</translation>
    </message>
    <message>
        <source>Published: T5-Base</source>
        <translation>Veröffentlicht: T5-Base</translation>
    </message>
    <message>
        <source>Dartey, Aggarwal, Mizrahi: T5-Base over ScisummNet. Their classes are not defined as these are; the 14 neurons of a topic are those of science.</source>
        <translation>Dartey, Aggarwal, Mizrahi: T5-Base über ScisummNet. Ihre Klassen sind nicht wie diese definiert; die 14 Neuronen eines Themas sind die der Wissenschaft.</translation>
    </message>
    <message>
        <source>On none of %L1 tokens, so on less than %2 of tokens (95 %)</source>
        <translation>Bei keinem von %L1 Tokens, also bei weniger als %2 der Tokens (95 %)</translation>
    </message>
    <message>
        <source>%L1 · %2</source>
        <translation>%L1 · %2</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>zählt…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Shares of the neurons</source>
        <translation>Anteile der Neuronen</translation>
    </message>
    <message>
        <source>topics (sentences with a keyword): %1</source>
        <translation>Themen (Sätze mit Stichwort): %1</translation>
    </message>
    <message>
        <source>labels (sentences): %1</source>
        <translation>Labels (Sätze): %1</translation>
    </message>
    <message>
        <source>halves of %L1 and %L2 sentences, by a hash of their document</source>
        <translation>Hälften von %L1 und %L2 Sätzen, nach einem Hash ihres Dokuments</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 neurons = %4</source>
        <translation>%1: %L2 von %L3 Neuronen = %4</translation>
    </message>
    <message>
        <source>Captured: %1 (%2); no q with fewer than %L3 in a half</source>
        <translation>Erfasst: %1 (%2); kein q bei weniger als %L3 in einer Hälfte</translation>
    </message>
    <message>
        <source>Over %L1 sentences; a neuron is in the first class that holds</source>
        <translation>Über %L1 Sätze; ein Neuron ist in der ersten Klasse, die zutrifft</translation>
    </message>
    <message>
        <source>Neurons of a class / all neurons of the layer</source>
        <translation>Neuronen einer Klasse / alle Neuronen der Schicht</translation>
    </message>
</context>
<context>
    <name>sparsight::ChangeTableModel</name>
    <message>
        <source>born</source>
        <translation>geboren</translation>
    </message>
    <message>
        <source>died</source>
        <translation>gestorben</translation>
    </message>
    <message>
        <source>Δ KT = KT in %1 minus KT in %2 = %3</source>
        <translation>Δ KT = KT in %1 minus KT in %2 = %3</translation>
    </message>
    <message>
        <source>%1: k / n = %2</source>
        <translation>%1: k / n = %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>95 % interval %1 (Newcombe, independent samples)</source>
        <translation>95-%-Intervall %1 (Newcombe, unabhängige Stichproben)</translation>
    </message>
    <message>
        <source>95 % interval %1 (paired bootstrap, %L2 draws of %L3 %4, seed %5)</source>
        <translation>95-%-Intervall %1 (gepaarter Bootstrap, %L2 Ziehungen von %L3 %4, Startwert %5)</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumenten</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätzen</translation>
    </message>
    <message>
        <source>The interval leaves out 0</source>
        <translation>Das Intervall lässt 0 aus</translation>
    </message>
    <message>
        <source>Not tested: captures too few sentences in one of the runs</source>
        <translation>Nicht getestet: erfasst in einer der Aufzeichnungen zu wenige Sätze</translation>
    </message>
    <message>
        <source>Greyed: the interval holds 0</source>
        <translation>Ausgegraut: das Intervall enthält 0</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>Thema: %1</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>Run %1, N = %L2 sentences</source>
        <translation>Aufzeichnung %1, N = %L2 Sätze</translation>
    </message>
    <message>
        <source>%1 compared with %2</source>
        <translation>%1 verglichen mit %2</translation>
    </message>
    <message>
        <source>Index in the layer, from 0; at first, clear changes come first</source>
        <translation>Nummer in der Schicht, ab 0; anfangs stehen klare Änderungen vorn</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>born: never fires in %1, fires in %2; died: the other way round</source>
        <translation>geboren: feuert nie in %1, feuert in %2; gestorben: umgekehrt</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Schicksal</translation>
    </message>
</context>
<context>
    <name>sparsight::ChangedNeuronModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>A neuron of a later layer</source>
        <translation>Ein Neuron einer späteren Schicht</translation>
    </message>
    <message>
        <source>Its activation at the token, with the model as it is</source>
        <translation>Seine Aktivierung am Token, mit dem Modell, wie es ist</translation>
    </message>
    <message>
        <source>The same with the neurons set</source>
        <translation>Dasselbe mit den gesetzten Neuronen</translation>
    </message>
    <message>
        <source>After − before; sorted by its size</source>
        <translation>Nachher − vorher; der Größe nach sortiert</translation>
    </message>
    <message>
        <source>Where the neuron changes most</source>
        <translation>Wo sich das Neuron am meisten ändert</translation>
    </message>
    <message>
        <source>Change = after − before = %1 − %2</source>
        <translation>Änderung = nachher − vorher = %1 − %2</translation>
    </message>
    <message>
        <source>At token %L1 of %L2, from 0: where the neuron changes most</source>
        <translation>Am Token %L1 von %L2, ab 0: wo sich das Neuron am meisten ändert</translation>
    </message>
</context>
<context>
    <name>sparsight::CheckedMenu</name>
    <message>
        <source>%1: %L2 ▾</source>
        <translation>%1: %L2 ▾</translation>
    </message>
    <message>
        <source>%1: %2 ▾</source>
        <translation>%1: %2 ▾</translation>
    </message>
</context>
<context>
    <name>sparsight::CheckpointCard</name>
    <message>
        <source>%1 encoder and %2 decoder layers</source>
        <translation>%1 Encoder- und %2 Decoder-Schichten</translation>
    </message>
    <message>
        <source>%1 neurons a layer (d_ff), d_model %2, %3 heads of %4</source>
        <translation>%1 Neuronen je Schicht (d_ff), d_model %2, %3 Köpfe zu %4</translation>
    </message>
    <message>
        <source>a neuron at rest is exactly 0</source>
        <translation>ein ruhendes Neuron ist genau 0</translation>
    </message>
    <message>
        <source>no exact zeros: it fires above a threshold ε</source>
        <translation>keine echten Nullen: es feuert über einer Schwelle ε</translation>
    </message>
    <message>
        <source>%1 M parameters · %2</source>
        <translation>%1 Mio. Parameter · %2</translation>
    </message>
    <message>
        <source>computes on %1 in %2</source>
        <translation>rechnet auf %1 in %2</translation>
    </message>
    <message>
        <source>Loading a checkpoint…</source>
        <translation>Checkpoint wird geladen …</translation>
    </message>
    <message>
        <source>No checkpoint is loaded</source>
        <translation>Kein Checkpoint ist geladen</translation>
    </message>
    <message>
        <source>Choose one at the left and load it; its files are checked first.</source>
        <translation>Wählen Sie links einen aus und laden Sie ihn; seine Dateien werden zuerst geprüft.</translation>
    </message>
</context>
<context>
    <name>sparsight::CheckpointPicker</name>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>none loaded</source>
        <translation>keiner geladen</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle …</translation>
    </message>
    <message>
        <source>The model that runs the sentence</source>
        <translation>Das Modell, das den Satz verarbeitet</translation>
    </message>
</context>
<context>
    <name>sparsight::CoFiringModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <source>Both fire</source>
        <translation>Beide feuern</translation>
    </message>
    <message>
        <source>Fires</source>
        <translation>Feuert</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>Pearson correlation of both neurons&apos; values A over all sentences; undefined where one is the same everywhere</source>
        <translation>Pearson-Korrelation der Werte A beider Neuronen über alle Sätze; undefiniert, wo einer überall gleich ist</translation>
    </message>
    <message>
        <source>Sentences where both fire, of those where either does</source>
        <translation>Sätze, in denen beide feuern, von denen, in denen eines feuert</translation>
    </message>
    <message>
        <source>Sentences where both fire</source>
        <translation>Sätze, in denen beide feuern</translation>
    </message>
    <message>
        <source>Sentences where it fires</source>
        <translation>Sätze, in denen es feuert</translation>
    </message>
</context>
<context>
    <name>sparsight::CoFiringPane</name>
    <message>
        <source>Neurons that fire together with this one</source>
        <translation>Neuronen, die mit diesem zusammen feuern</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>%1 fires on %L2 of %L3 sentences. %4. Double-click goes to the other neuron.</source>
        <translation>%1 feuert in %L2 von %L3 Sätzen. %4. Ein Doppelklick führt zum anderen Neuron.</translation>
    </message>
</context>
<context>
    <name>sparsight::ColourScaleBar</name>
    <message>
        <source>Colour scale</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Colours run from %1 to %2. Zero has the background&apos;s colour.</source>
        <translation>Die Farben reichen von %1 bis %2. Null hat die Farbe des Hintergrunds.</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>Fix the scale</source>
        <translation>Skala festhalten</translation>
    </message>
    <message>
        <source>Keep this scale on every page, layer and sentence, to compare</source>
        <translation>Behält diese Skala auf jeder Seite, für jede Schicht und jeden Satz bei, zum Vergleichen</translation>
    </message>
    <message>
        <source>There is no value but zero, and so no scale.</source>
        <translation>Es gibt keinen Wert außer null und daher keine Skala.</translation>
    </message>
</context>
<context>
    <name>sparsight::ComparePage</name>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>What changed between two checkpoints?</source>
        <translation>Was hat sich zwischen zwei Checkpoints geändert?</translation>
    </message>
    <message>
        <source>Fine-tune a checkpoint</source>
        <translation>Einen Checkpoint trainieren</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Gewandert</translation>
    </message>
    <message>
        <source>Capture with what was trained from it</source>
        <translation>Mit dem aufzeichnen, was daraus trainiert wurde</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
</context>
<context>
    <name>sparsight::ComparisonBar</name>
    <message>
        <source>Reference</source>
        <translation>Bezug</translation>
    </message>
    <message>
        <source>The run that the others are compared with</source>
        <translation>Die Aufzeichnung, mit der die anderen verglichen werden</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>The run that is compared with the reference: changes are this one minus the reference</source>
        <translation>Die Aufzeichnung, die mit der Bezugsaufzeichnung verglichen wird: Änderungen sind diese minus den Bezug</translation>
    </message>
    <message>
        <source>n at least</source>
        <translation>n mindestens</translation>
    </message>
    <message>
        <source>Neurons that capture fewer sentences in one of the runs are not tested</source>
        <translation>Neuronen, die in einer der Aufzeichnungen weniger Sätze erfassen, werden nicht getestet</translation>
    </message>
    <message>
        <source>Exchange the reference and the other run</source>
        <translation>Bezug und andere Aufzeichnung vertauschen</translation>
    </message>
    <message>
        <source>No run captured %1: capture a data set with this layer, once with each of two checkpoints.</source>
        <translation>Keine Aufzeichnung hat %1: Zeichnen Sie einen Datensatz mit dieser Schicht auf, je einmal mit zwei Checkpoints.</translation>
    </message>
    <message>
        <source>Capture a data set</source>
        <translation>Einen Datensatz aufzeichnen</translation>
    </message>
    <message>
        <source>The capture “%1” was cut off: go on with it first.</source>
        <translation>Die Aufzeichnung „%1“ wurde abgebrochen: Setzen Sie sie erst fort.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit fortfahren</translation>
    </message>
    <message>
        <source>There is one run of %1 only: “%2”. Capture the same sentences with another checkpoint, for example one that was fine-tuned here, or another data set with the same checkpoint.</source>
        <translation>Es gibt nur eine Aufzeichnung von %1: „%2“. Zeichnen Sie dieselben Sätze mit einem anderen Checkpoint auf, etwa einem hier trainierten, oder einen anderen Datensatz mit demselben Checkpoint.</translation>
    </message>
    <message>
        <source>Capture with another checkpoint</source>
        <translation>Mit anderem Checkpoint aufzeichnen</translation>
    </message>
    <message>
        <source>Two runs are needed: switch on another one above, under “Runs”.</source>
        <translation>Es braucht zwei Aufzeichnungen: Schalten Sie oben noch eine ein.</translation>
    </message>
    <message>
        <source>Open a project with runs of two checkpoints first.</source>
        <translation>Öffnen Sie zuerst ein Projekt mit Aufzeichnungen zweier Checkpoints.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
</context>
<context>
    <name>sparsight::CurveView</name>
    <message>
        <source>%1: %2 %3, %4 %5</source>
        <translation>%1: %2 %3, %4 %5</translation>
    </message>
</context>
<context>
    <name>sparsight::DamageNotice</name>
    <message>
        <source>Capture again</source>
        <translation>Erneut aufzeichnen</translation>
    </message>
    <message>
        <source>Computes the damaged blocks anew; the others stay as they are</source>
        <translation>Berechnet die beschädigten Blöcke neu; die anderen bleiben, wie sie sind</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s) of “%1” cannot be read (damaged block) and count as not firing.</source>
        <translation>
            <numerusform>%Ln Satz von „%1“ ist nicht lesbar (beschädigter Block) und zählt, als feuerte dort nichts.</numerusform>
            <numerusform>%Ln Sätze von „%1“ sind nicht lesbar (beschädigter Block) und zählen, als feuerte dort nichts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::DataPage</name>
    <message>
        <source>Import sentences…</source>
        <translation>Sätze importieren …</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Neues Thema</translation>
    </message>
    <message>
        <source>Import topics from files…</source>
        <translation>Themen aus Dateien importieren …</translation>
    </message>
    <message>
        <source>Import topics</source>
        <translation>Themen importieren</translation>
    </message>
    <message>
        <source>Topics (*.txt);;All files (*)</source>
        <translation>Themen (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>New topic %1</source>
        <translation>Neues Thema %1</translation>
    </message>
    <message>
        <source>Bring back “%1”</source>
        <translation>„%1“ zurückholen</translation>
    </message>
    <message>
        <source>Remove a data set</source>
        <translation>Datensatz entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Remove “%1” with its %Ln sentence(s)</source>
        <translation>
            <numerusform>„%1“ mit %Ln Satz</numerusform>
            <numerusform>„%1“ mit %Ln Sätzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln capture(s)? This cannot be undone.</source>
        <translation>
            <numerusform>und %Ln Aufzeichnung entfernen? Das lässt sich nicht rückgängig machen.</numerusform>
            <numerusform>und %Ln Aufzeichnungen entfernen? Das lässt sich nicht rückgängig machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>No data set yet</source>
        <translation>Noch kein Datensatz</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt ist geöffnet</translation>
    </message>
    <message>
        <source>A data set is a list of sentences, with labels if there are any. Neurons are described by the sentences of a data set that they fire on.</source>
        <translation>Ein Datensatz ist eine Liste von Sätzen, mit Labels, wenn es welche gibt. Neuronen werden durch die Sätze eines Datensatzes beschrieben, bei denen sie feuern.</translation>
    </message>
    <message>
        <source>Data sets and topics are kept in a project.</source>
        <translation>Datensätze und Themen liegen in einem Projekt.</translation>
    </message>
    <message>
        <source>Import a folder of papers…</source>
        <translation>Einen Ordner mit Artikeln importieren …</translation>
    </message>
    <message>
        <source>The project is open read-only; it can be changed where it is open for writing.</source>
        <translation>Das Projekt ist schreibgeschützt geöffnet; ändern lässt es sich dort, wo es zum Schreiben geöffnet ist.</translation>
    </message>
    <message>
        <source>Open or make a project first.</source>
        <translation>Öffnen oder erstellen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>removing the topic “%1”</source>
        <translation>Entfernen des Themas „%1“</translation>
    </message>
</context>
<context>
    <name>sparsight::DatasetAblation</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>Put before every sentence, as the checkpoint was trained with</source>
        <translation>Steht vor jedem Satz, so wie der Checkpoint trainiert wurde</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Only the first so many sentences with a target text</source>
        <translation>Nur die ersten so vielen Sätze mit einem Zieltext</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Kontrollen</translation>
    </message>
    <message>
        <source>How often as many other neurons of the same layers and of like density are set in their stead: what a control changes, any neurons of that density do</source>
        <translation>Wie oft ebenso viele andere Neuronen derselben Schichten und ähnlicher Dichte an ihrer Stelle gesetzt werden: Was eine Kontrolle ändert, bewirken beliebige Neuronen dieser Dichte</translation>
    </message>
    <message>
        <source>ROUGE before and after</source>
        <translation>ROUGE vorher und nachher</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>ROUGE with %1</source>
        <translation>ROUGE, %1</translation>
    </message>
    <message>
        <source>Writing; the status bar shows how far it is.</source>
        <translation>Es wird geschrieben; die Statusleiste zeigt, wie weit es ist.</translation>
    </message>
    <message>
        <source>No control: like density is known from a captured run of this checkpoint, and there is none.</source>
        <translation>Keine Kontrolle: Ähnliche Dichte ist nur aus einer Aufzeichnung mit diesem Checkpoint bekannt, und es gibt keine.</translation>
    </message>
    <message>
        <source>ROUGE holds what is written against target texts: import a data set of pairs on the Data page first.</source>
        <translation>ROUGE hält das Geschriebene gegen Zieltexte: Importieren Sie zuerst auf der Seite Daten einen Datensatz mit Paaren.</translation>
    </message>
    <message>
        <source>Every sentence of the data set is written from twice, as the checkpoint is and with the neurons set, and held against its target text.</source>
        <translation>Aus jedem Satz des Datensatzes wird zweimal geschrieben, mit dem Checkpoint, wie er ist, und mit den gesetzten Neuronen, und das Ergebnis gegen den Zieltext gehalten.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Measure ROUGE</source>
        <translation>ROUGE messen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Data set %1. %2</source>
        <translation>Datensatz %1. %2</translation>
    </message>
    <message>
        <source>%1: texts that are not the same as before: %L2 of %L3.</source>
        <translation>%1: Texte, die anders sind als vorher: %L2 von %L3.</translation>
    </message>
    <message>
        <source>Control %L1, of like density: %2; texts that are not the same: %L3.</source>
        <translation>Kontrolle %L1, von ähnlicher Dichte: %2; Texte, die anders sind: %L3.</translation>
    </message>
</context>
<context>
    <name>sparsight::DropHint</name>
    <message>
        <source>Files may be dropped here</source>
        <translation>Hier lassen sich Dateien ablegen</translation>
    </message>
    <message>
        <source>Drop to open or import</source>
        <translation>Ablegen zum Öffnen oder Importieren</translation>
    </message>
</context>
<context>
    <name>sparsight::EvidencePane</name>
    <message>
        <source>The topic&apos;s keywords</source>
        <translation>Die Stichwörter des Themas</translation>
    </message>
    <message>
        <source>What each keyword contributes</source>
        <translation>Was jedes Stichwort beiträgt</translation>
    </message>
    <message>
        <source>The score under other capture rules</source>
        <translation>Der Wert unter anderen Erfassungsregeln</translation>
    </message>
    <message>
        <source>How much the choice of a rule decides</source>
        <translation>Wie viel die Wahl der Regel entscheidet</translation>
    </message>
    <message>
        <source>The project has no topic; make one on the Data page.</source>
        <translation>Das Projekt hat kein Thema; legen Sie auf der Seite Daten eines an.</translation>
    </message>
    <message>
        <source>The capture was cut off: go on with it first.</source>
        <translation>Die Erfassung wurde abgebrochen: setzen Sie sie zuerst fort.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>%L1 of the %L2 sentences in which it fires have a keyword. %3.</source>
        <translation>%L1 der %L2 Sätze, in denen es feuert, haben ein Stichwort. %3.</translation>
    </message>
</context>
<context>
    <name>sparsight::ExperimentCommands</name>
    <message>
        <source>Experiments are run in a project; open or make one first.</source>
        <translation>Experimente laufen in einem Projekt; öffnen oder erstellen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>%1 is open read-only; experiments can be run where it is open for writing.</source>
        <translation>%1 ist nur zum Lesen geöffnet; Experimente laufen, wo es zum Schreiben geöffnet ist.</translation>
    </message>
    <message>
        <source>The experiment is running already; its progress is in the status bar.</source>
        <translation>Das Experiment läuft schon; sein Fortschritt steht in der Statusleiste.</translation>
    </message>
</context>
<context>
    <name>sparsight::FilterHeader</name>
    <message>
        <source>&gt; &lt; a..b</source>
        <translation>&gt; &lt; a..b</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter of %1</source>
        <translation>Filter für %1</translation>
    </message>
    <message>
        <source>Not understood. Write &gt; 5, &lt;= 0.5, 1..3, or numbers with commas.</source>
        <translation>Nicht verstanden. Schreiben Sie &gt; 5, &lt;= 0.5, 1..3 oder Zahlen mit Kommas.</translation>
    </message>
    <message>
        <source>%1 (hidden)</source>
        <translation>%1 (ausgeblendet)</translation>
    </message>
</context>
<context>
    <name>sparsight::FilterTableView</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>Angezeigtes exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>No row passes the filters.</source>
        <translation>Keine Zeile passt zu den Filtern.</translation>
    </message>
    <message>
        <source>filter not understood: %1</source>
        <translation>Filter nicht verstanden: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) written to %1</source>
        <translation>
            <numerusform>%Ln Zeile nach %1 geschrieben</numerusform>
            <numerusform>%Ln Zeilen nach %1 geschrieben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::FinetunePage</name>
    <message>
        <source>Train a checkpoint further</source>
        <translation>Einen Checkpoint weiter trainieren</translation>
    </message>
    <message>
        <source>Fine-tuning teaches a checkpoint to write a target text when it reads a source text, with several learning rates at once. Open a project first.</source>
        <translation>Beim Fine-Tuning lernt ein Checkpoint, einen Zieltext zu schreiben, wenn er einen Quelltext liest, mit mehreren Lernraten auf einmal. Öffnen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Ein Projekt öffnen</translation>
    </message>
    <message>
        <source>This project has no pairs to learn from yet. Import a table with a source and a target column (CSV, TSV or JSONL), or a folder of papers with their summaries (ScisummNet).</source>
        <translation>Dieses Projekt hat noch keine Paare, aus denen gelernt werden kann. Importieren Sie eine Tabelle mit einer Quell- und einer Zielspalte (CSV, TSV oder JSONL) oder einen Ordner mit Artikeln und ihren Zusammenfassungen (ScisummNet).</translation>
    </message>
    <message>
        <source>Import pairs…</source>
        <translation>Paare importieren…</translation>
    </message>
    <message>
        <source>Loss and ROUGE of each learning rate appear here while training runs.</source>
        <translation>Loss und ROUGE jeder Lernrate erscheinen hier, während ein Training läuft.</translation>
    </message>
    <message>
        <source>The selected checkpoints, by learning rate</source>
        <translation>Die ausgewählten Checkpoints, nach Lernrate</translation>
    </message>
    <message>
        <source>This training, by learning rate</source>
        <translation>Dieses Training, nach Lernrate</translation>
    </message>
    <message>
        <source>Import the demo&apos;s papers</source>
        <translation>Artikel der Demo importieren</translation>
    </message>
    <message>
        <source>240 short articles with their summaries that come with the program: pairs to train on, and their sentences to capture.</source>
        <translation>240 kurze Artikel mit Zusammenfassungen, die dem Programm beiliegen: Paare zum Trainieren und ihre Sätze zum Aufzeichnen.</translation>
    </message>
    <message>
        <source>All that were trained from one parent on the same data</source>
        <translation>Alle, die vom selben Ausgangs-Checkpoint aus mit denselben Daten trainiert wurden</translation>
    </message>
    <message>
        <source>Import a folder of papers…</source>
        <translation>Einen Ordner mit Artikeln importieren …</translation>
    </message>
</context>
<context>
    <name>sparsight::FiringModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Fires on</source>
        <translation>Feuert bei</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>Activation on this sentence</source>
        <translation>Aktivierung bei diesem Satz</translation>
    </message>
    <message>
        <source>Share of the run&apos;s tokens on which it fires (density)</source>
        <translation>Anteil der Tokens der Aufzeichnung, bei denen es feuert (Dichte)</translation>
    </message>
    <message>
        <source>Topics with q &lt; 0.05 and lift ≥ 2 in the run</source>
        <translation>Themen mit q &lt; 0,05 und Lift ≥ 2 in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Where the value is from; of a mean, where it is strongest</source>
        <translation>Woher der Wert stammt; beim Mittel, wo es am stärksten ist</translation>
    </message>
</context>
<context>
    <name>sparsight::FoundCheckpointModel</name>
    <message>
        <source>hub cache</source>
        <translation>Hub-Cache</translation>
    </message>
    <message>
        <source>%1 + %2 layers, d_ff %L3</source>
        <translation>%1 + %2 Schichten, d_ff %L3</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
</context>
<context>
    <name>sparsight::HistogramView</name>
    <message>
        <source>Distribution of the values</source>
        <translation>Verteilung der Werte</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>keine Werte</translation>
    </message>
    <message>
        <source>%L1 sentences with a value, the largest %2</source>
        <translation>%L1 Sätze mit einem Wert, der größte %2</translation>
    </message>
    <message>
        <source>%L1 sentences between %2 and %3</source>
        <translation>%L1 Sätze zwischen %2 und %3</translation>
    </message>
</context>
<context>
    <name>sparsight::ImportDialog</name>
    <message>
        <source>By the file</source>
        <translation>Nach der Datei</translation>
    </message>
    <message>
        <source>Text, a sentence a line</source>
        <translation>Text, ein Satz je Zeile</translation>
    </message>
    <message>
        <source>with a byte order mark</source>
        <translation>mit Byte-Order-Mark</translation>
    </message>
    <message>
        <source>Import sentences</source>
        <translation>Sätze importieren</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Sentence column</source>
        <translation>Satzspalte</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>Etikettspalte</translation>
    </message>
    <message>
        <source>Group column</source>
        <translation>Gruppenspalte</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>Zielspalte</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>By its name (%1)</source>
        <translation>Nach dem Namen (%1)</translation>
    </message>
    <message>
        <source>Import “%1”</source>
        <translation>„%1“ importieren</translation>
    </message>
    <message>
        <source>Papers (ScisummNet)</source>
        <translation>Artikel (ScisummNet)</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) so far</source>
        <translation>
            <numerusform>bisher %n Artikel</numerusform>
            <numerusform>bisher %n Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped so far</source>
        <translation>
            <numerusform>%n bisher ausgelassen</numerusform>
            <numerusform>%n bisher ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Import papers</source>
        <translation>Artikel importieren</translation>
    </message>
    <message>
        <source>Papers that were skipped</source>
        <translation>Ausgelassene Artikel</translation>
    </message>
    <message numerus="yes">
        <source>Imported. %n paper(s) were skipped, wholly or in part:</source>
        <translation>
            <numerusform>Importiert. %n Artikel wurde ganz oder teilweise ausgelassen:</numerusform>
            <numerusform>Importiert. %n Artikel wurden ganz oder teilweise ausgelassen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln row(s)</source>
        <translation>
            <numerusform>die erste Zeile (%Ln)</numerusform>
            <numerusform>die ersten %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln row(s)</source>
        <translation>
            <numerusform>nur %Ln Zeile</numerusform>
            <numerusform>alle %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>die ersten %1 von %2 Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped</source>
        <translation>
            <numerusform>%Ln leere Zeile übersprungen</numerusform>
            <numerusform>%Ln leere Zeilen übersprungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped so far</source>
        <translation>
            <numerusform>bisher %Ln leere Zeile übersprungen</numerusform>
            <numerusform>bisher %Ln leere Zeilen übersprungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>No neuron selected</source>
        <translation>Kein Neuron gewählt</translation>
    </message>
    <message>
        <source>Click a neuron anywhere to see how often it fires, what its strongest sentences have in common, and how they relate to your topics.</source>
        <translation>Klicken Sie irgendwo auf ein Neuron, um zu sehen, wie oft es feuert, was seine stärksten Sätze gemeinsam haben und wie sie zu Ihren Themen stehen.</translation>
    </message>
    <message>
        <source>Copy these facts</source>
        <translation>Diese Angaben kopieren</translation>
    </message>
    <message>
        <source>Open the neuron&apos;s page</source>
        <translation>Seite des Neurons öffnen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Top sentences</source>
        <translation>Stärkste Sätze</translation>
    </message>
    <message>
        <source>search its sentences</source>
        <translation>seine Sätze durchsuchen</translation>
    </message>
    <message>
        <source>Search the neuron&apos;s sentences</source>
        <translation>Die Sätze des Neurons durchsuchen</translation>
    </message>
    <message>
        <source>The run&apos;s checkpoint has no such neuron.</source>
        <translation>Der Checkpoint der Aufzeichnung hat kein solches Neuron.</translation>
    </message>
    <message>
        <source>Never fires on %L1 tokens</source>
        <translation>Feuert bei keinem von %L1 Tokens</translation>
    </message>
    <message>
        <source>Fires on %1 of tokens</source>
        <translation>Feuert bei %1 der Tokens</translation>
    </message>
    <message>
        <source>Density: %L1 of %L2 tokens</source>
        <translation>Dichte: %L1 von %L2 Tokens</translation>
    </message>
    <message>
        <source>in %1 of sentences · max %2 · mean %3</source>
        <translation>in %1 der Sätze · Max. %2 · Mittel %3</translation>
    </message>
    <message>
        <source>Pin the neuron</source>
        <translation>Neuron anheften</translation>
    </message>
    <message>
        <source>sentences by value, on a logarithmic axis</source>
        <translation>Sätze nach Wert, Achse logarithmisch</translation>
    </message>
    <message>
        <source>Write a report on this neuron</source>
        <translation>Einen Bericht über dieses Neuron schreiben</translation>
    </message>
    <message>
        <source>There is nothing captured of this neuron to report on</source>
        <translation>Von diesem Neuron ist nichts aufgezeichnet, worüber zu berichten wäre</translation>
    </message>
    <message>
        <source>The capture was cut off: go on with it first</source>
        <translation>Die Aufzeichnung wurde abgebrochen: setzen Sie sie zuerst fort</translation>
    </message>
    <message>
        <source>live sentence: %1</source>
        <translation>Live-Satz: %1</translation>
    </message>
    <message>
        <source>Switch off…</source>
        <translation>Abschalten…</translation>
    </message>
</context>
<context>
    <name>sparsight::JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>sparsight::JobRunner</name>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>No checkpoint is loaded.</source>
        <translation>Kein Checkpoint ist geladen.</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Capture “%1”</source>
        <translation>„%1“ aufzeichnen</translation>
    </message>
    <message>
        <source>%L1 sentences, %L2 tokens in %3 s (%L4 sentences/s)</source>
        <translation>%L1 Sätze, %L2 Tokens in %3 s (%L4 Sätze/s)</translation>
    </message>
    <message>
        <source>Read the project</source>
        <translation>Projekt lesen</translation>
    </message>
    <message>
        <source>The capture “%1” holds this already.</source>
        <translation>Die Aufzeichnung „%1“ enthält das schon.</translation>
    </message>
</context>
<context>
    <name>sparsight::JobsPanel</name>
    <message>
        <source>Loading, imports and captures are listed here while they run and afterwards.</source>
        <translation>Laden, Importe und Aufzeichnungen stehen hier, solange sie laufen und danach.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
</context>
<context>
    <name>sparsight::KeywordModel</name>
    <message>
        <source>add a keyword</source>
        <translation>Stichwort hinzufügen</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>Stichwort</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>What sentences of the topic contain one of</source>
        <translation>Wovon die Sätze des Themas eines enthalten</translation>
    </message>
    <message>
        <source>Sentences of the data set chosen beside that contain it</source>
        <translation>Sätze des daneben gewählten Datensatzes, die es enthalten</translation>
    </message>
</context>
<context>
    <name>sparsight::KeywordShareModel</name>
    <message>
        <source>Keyword</source>
        <translation>Stichwort</translation>
    </message>
    <message>
        <source>In sentences</source>
        <translation>In Sätzen</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Allein</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>KT without</source>
        <translation>KT ohne</translation>
    </message>
    <message>
        <source>Those of the topic&apos;s keywords that occur in the data set</source>
        <translation>Die Stichwörter des Themas, die im Datensatz vorkommen</translation>
    </message>
    <message>
        <source>Sentences of the data set that contain it</source>
        <translation>Sätze des Datensatzes, die es enthalten</translation>
    </message>
    <message>
        <source>Those of them that the neuron captures</source>
        <translation>Davon die, die das Neuron erfasst</translation>
    </message>
    <message>
        <source>Captured ones that contain no other keyword of the topic</source>
        <translation>Erfasste, die kein anderes Stichwort des Themas enthalten</translation>
    </message>
    <message>
        <source>Its share among the captured sentences, divided by its share among all</source>
        <translation>Sein Anteil unter den erfassten Sätzen, geteilt durch seinen Anteil unter allen</translation>
    </message>
    <message>
        <source>The neuron&apos;s KT if the topic lacked this keyword: (k − alone) / n</source>
        <translation>Der KT des Neurons, wenn dem Thema dieses Stichwort fehlte: (k − allein) / n</translation>
    </message>
</context>
<context>
    <name>sparsight::KtPage</name>
    <message>
        <source>n at least</source>
        <translation>n mindestens</translation>
    </message>
    <message>
        <source>Hide neurons that capture fewer sentences in every run</source>
        <translation>Neuronen ausblenden, die in jeder Aufzeichnung weniger Sätze erfassen</translation>
    </message>
    <message>
        <source>Neurons with fewer captured sentences get no q</source>
        <translation>Neuronen mit weniger erfassten Sätzen bekommen kein q</translation>
    </message>
    <message>
        <source>KT-scores of the neurons</source>
        <translation>KT-Werte der Neuronen</translation>
    </message>
    <message>
        <source>Which neurons follow a topic?</source>
        <translation>Welche Neuronen folgen einem Thema?</translation>
    </message>
    <message>
        <source>Open a project with a captured data set first.</source>
        <translation>Öffnen Sie zuerst ein Projekt mit einem aufgezeichneten Datensatz.</translation>
    </message>
    <message>
        <source>No run captured %1: capture a data set with this layer first.</source>
        <translation>%1 ist in keiner Aufzeichnung: Zeichnen Sie zuerst einen Datensatz mit dieser Schicht auf.</translation>
    </message>
    <message>
        <source>There is no topic yet: name one and list its keywords on the Data page.</source>
        <translation>Es gibt noch kein Thema: Benennen Sie eines und listen Sie seine Stichwörter auf der Seite Daten auf.</translation>
    </message>
    <message>
        <source>No run is chosen: switch one on above.</source>
        <translation>Keine Aufzeichnung ist gewählt: Schalten Sie oben eine ein.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Make a topic</source>
        <translation>Thema anlegen</translation>
    </message>
    <message>
        <source>Capture a data set</source>
        <translation>Einen Datensatz aufzeichnen</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>K = %L1 of N = %L2 sentences have a keyword of %3: base rate %4</source>
        <translation>K = %L1 von N = %L2 Sätzen haben ein Stichwort von %3: Grundrate %4</translation>
    </message>
    <message>
        <source>captured: %1 (%2)</source>
        <translation>erfasst: %1 (%2)</translation>
    </message>
    <message>
        <source>K = %L1 of N = %L2 texts that “%5” generated have a keyword of %3: base rate %4</source>
        <translation>K = %L1 von N = %L2 Texten, die „%5“ erzeugt hat, enthalten ein Stichwort von %3: Grundrate %4</translation>
    </message>
    <message>
        <source>The capture “%1” was cut off: go on with it first.</source>
        <translation>Die Aufzeichnung „%1“ wurde abgebrochen: Setzen Sie sie erst fort.</translation>
    </message>
    <message>
        <source>The run “%1” has no generated text: capture it with a decoder that generates, or look for keywords in the sentences.</source>
        <translation>Der Lauf „%1“ hat keinen erzeugten Text: Zeichnen Sie ihn mit einem erzeugenden Decoder auf, oder suchen Sie die Stichwörter in den Sätzen.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Reports look for keywords in the sentences, not in generated text</source>
        <translation>Berichte suchen Schlüsselwörter in den Sätzen, nicht in erzeugtem Text</translation>
    </message>
    <message>
        <source>shuffled</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>chosen on</source>
        <translation>gewählt auf</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 neurons have q &lt; %4</source>
        <translation>%1: %L2 von %L3 Neuronen haben q &lt; %4</translation>
    </message>
    <message>
        <source>with shuffled keywords (%L1 times, seed %2) a median of %L3, at most %L4</source>
        <translation>mit gemischten Stichwörtern (%L1-mal, Seed %2) im Median %L3, höchstens %L4</translation>
    </message>
    <message>
        <source>of %L1 that have it on one half of the sentences, %L2 have it on the other; mean KT %3 and %4, base rates %5 and %6</source>
        <translation>von %L1, die es auf der einen Hälfte der Sätze haben, haben es %L2 auf der anderen; mittlerer KT %3 und %4, Grundraten %5 und %6</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Kontrollen</translation>
    </message>
    <message>
        <source>Beside the real scores: the same under shuffled keywords, and on two halves of the sentences, so that it is seen what luck and choosing the best alone give</source>
        <translation>Neben den wirklichen Werten: dieselben mit gemischten Stichwörtern und auf zwei Hälften der Sätze, damit zu sehen ist, was Zufall und das Auswählen der besten allein ergeben</translation>
    </message>
    <message>
        <source>Switch off…</source>
        <translation>Abschalten…</translation>
    </message>
    <message>
        <source>See what the neurons that are shown cause, at most %1</source>
        <translation>Sehen, was die gezeigten Neuronen bewirken, höchstens %1</translation>
    </message>
    <message>
        <source>with random weights %L1 of %L2</source>
        <translation>mit zufälligen Gewichten %L1 von %L2</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Zufällige Gewichte</translation>
    </message>
    <message>
        <source>A further control: makes a checkpoint of each run&apos;s shape with random weights and captures the same sentences with it, as runs of their own. They are made once, beside the project.</source>
        <translation>Eine weitere Kontrolle: macht zu jedem Lauf einen Checkpoint derselben Form mit zufälligen Gewichten und zeichnet damit dieselben Sätze auf, als eigene Läufe. Das geschieht einmal, neben dem Projekt.</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>How well the best 1, 2, 4, 8 and 16 neurons of the first run together tell the topic&apos;s sentences, on the half of the data set that they were not chosen on</source>
        <translation>Wie gut die besten 1, 2, 4, 8 und 16 Neuronen des ersten Laufs zusammen die Sätze des Themas erkennen, auf der Hälfte des Datensatzes, auf der sie nicht gewählt wurden</translation>
    </message>
    <message>
        <source>Capture with random weights</source>
        <translation>Mit zufälligen Gewichten aufzeichnen</translation>
    </message>
    <message>
        <source>A control: the keyword labels are shuffled (seed %1), so that the score is luck</source>
        <translation>Eine Kontrolle: Die Stichwort-Zuordnungen sind gemischt (Seed %1), die Punktzahl ist also Glück</translation>
    </message>
    <message>
        <source>A control: a checkpoint of the same shape with random weights, %1</source>
        <translation>Eine Kontrolle: ein Checkpoint derselben Form mit zufälligen Gewichten, %1</translation>
    </message>
    <message>
        <source>A control: the half of the sentences that neurons are chosen on</source>
        <translation>Eine Kontrolle: die Hälfte der Sätze, an der Neuronen ausgewählt werden</translation>
    </message>
    <message>
        <source>A control: the other half of the sentences, which was held out</source>
        <translation>Eine Kontrolle: die andere Hälfte der Sätze, die zurückgehalten wurde</translation>
    </message>
    <message>
        <source>Write a report on all the neurons that are shown, with the controls that are on</source>
        <translation>Einen Bericht über alle gezeigten Neuronen schreiben, mit den eingeschalteten Kontrollen</translation>
    </message>
    <message>
        <source>Base rates of all runs, and what the controls show</source>
        <translation>Grundraten aller Läufe, und was die Kontrollen zeigen</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>sparsight::KtTableModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>KT k / n</source>
        <translation>KT k / n</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s) in damaged blocks count as not firing</source>
        <translation>
            <numerusform>%Ln Satz in beschädigten Blöcken zählt, als feuerte dort nichts</numerusform>
            <numerusform>%Ln Sätze in beschädigten Blöcken zählen, als feuerte dort nichts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::LayerFacts</name>
    <message>
        <source>No project is open.</source>
        <translation>Kein Projekt ist geöffnet.</translation>
    </message>
    <message>
        <source>Nothing has been captured yet: capture a data set first.</source>
        <translation>Noch ist nichts aufgezeichnet: Zeichnen Sie zuerst einen Datensatz auf.</translation>
    </message>
    <message>
        <source>The run “%1” did not capture %2.</source>
        <translation>Die Aufzeichnung „%1“ enthält %2 nicht.</translation>
    </message>
    <message>
        <source>The run “%1” has no finished block yet.</source>
        <translation>Die Aufzeichnung „%1“ hat noch keinen fertigen Block.</translation>
    </message>
    <message>
        <source>Captured with “%1”; the checkpoint that is loaded is “%2”.</source>
        <translation>Aufgezeichnet mit „%1“; geladen ist der Checkpoint „%2“.</translation>
    </message>
</context>
<context>
    <name>sparsight::LayerPicker</name>
    <message>
        <source>Run</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
</context>
<context>
    <name>sparsight::LayerStrip</name>
    <message>
        <source>Layers by the share that fires</source>
        <translation>Schichten nach dem Anteil, der feuert</translation>
    </message>
    <message>
        <source>%1: not computed (a decoder layer needs a decoder text)
%2</source>
        <translation>%1: nicht berechnet (eine Decoder-Schicht braucht einen Decoder-Text)
%2</translation>
    </message>
    <message>
        <source>%1: %2 of its entries fire (density)
%3</source>
        <translation>%1: %2 der Einträge feuern (Dichte)
%3</translation>
    </message>
</context>
<context>
    <name>sparsight::LayerTableModel</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Density in %1 minus density in %2, in percentage points</source>
        <translation>Dichte in %1 minus Dichte in %2, in Prozentpunkten</translation>
    </message>
    <message>
        <source>Density of the layer in the run %1: the share of all (token, neuron) pairs that are not zero</source>
        <translation>Dichte der Schicht in der Aufzeichnung %1: Anteil aller Paare (Token, Neuron), die nicht null sind</translation>
    </message>
</context>
<context>
    <name>sparsight::LayersTab</name>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Density of the layers</source>
        <translation>Dichte der Schichten</translation>
    </message>
    <message>
        <source>the density of each layer</source>
        <translation>die Dichte jeder Schicht</translation>
    </message>
    <message>
        <source>A row is a layer; changes are against the reference</source>
        <translation>Eine Zeile ist eine Schicht; Änderungen gelten gegenüber dem Bezug</translation>
    </message>
    <message>
        <source>Checkpoints of the runs</source>
        <translation>Checkpoints der Aufzeichnungen</translation>
    </message>
    <message>
        <source>Checkpoints, and their ROUGE where they were judged</source>
        <translation>Checkpoints, und ihr ROUGE, wo sie beurteilt wurden</translation>
    </message>
    <message>
        <source>density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>% of entries that are not zero</source>
        <translation>% der Einträge, die nicht null sind</translation>
    </message>
</context>
<context>
    <name>sparsight::LiveControls</name>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Whose feed-forward neurons are shown</source>
        <translation>Deren Feed-Forward-Neuronen gezeigt werden</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>How the tokens&apos; activations become one value a neuron</source>
        <translation>Wie aus den Aktivierungen der Tokens ein Wert je Neuron wird</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>All are even to the eye and safe for the colour-blind</source>
        <translation>Alle sind fürs Auge gleichmäßig und auch bei Farbenblindheit lesbar</translation>
    </message>
    <message>
        <source>Fires above</source>
        <translation>Feuert über</translation>
    </message>
    <message>
        <source>This checkpoint&apos;s activations are never exactly zero: a neuron counts as firing when |a| is above this (ε)</source>
        <translation>Die Aktivierungen dieses Checkpoints sind nie genau null: Ein Neuron gilt als feuernd, wenn |a| darüber liegt (ε)</translation>
    </message>
    <message>
        <source>Decoder text</source>
        <translation>Decoder-Text</translation>
    </message>
    <message>
        <source>A second text for the decoder, which reads it word by word (teacher forcing)</source>
        <translation>Ein zweiter Text für den Decoder, der ihn Wort für Wort liest (Teacher Forcing)</translation>
    </message>
    <message>
        <source>max</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>last token</source>
        <translation>letztes Token</translation>
    </message>
    <message>
        <source>chosen token</source>
        <translation>gewähltes Token</translation>
    </message>
    <message>
        <source>blue − to + orange</source>
        <translation>Blau − bis + Orange</translation>
    </message>
    <message>
        <source>This checkpoint&apos;s activations have signs: negative ones are blue, positive ones orange</source>
        <translation>Die Aktivierungen dieses Checkpoints haben Vorzeichen: negative sind blau, positive orange</translation>
    </message>
</context>
<context>
    <name>sparsight::LivePage</name>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Type or paste a sentence</source>
        <translation>Satz eintippen oder einfügen</translation>
    </message>
    <message>
        <source>Decoder text</source>
        <translation>Decoder-Text</translation>
    </message>
    <message>
        <source>Decoder text: what the model would write</source>
        <translation>Decoder-Text: was das Modell schreiben würde</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Checkpoint wählen</translation>
    </message>
    <message>
        <source>The speed of light is the same for every observer.</source>
        <translation>The speed of light is the same for every observer.</translation>
    </message>
    <message>
        <source>She painted the fence green and the door dark red.</source>
        <translation>She painted the fence green and the door dark red.</translation>
    </message>
    <message>
        <source>A river in Peru carries the rain of the Andes to the sea.</source>
        <translation>A river in Peru carries the rain of the Andes to the sea.</translation>
    </message>
    <message>
        <source>Every prime number above two is odd.</source>
        <translation>Every prime number above two is odd.</translation>
    </message>
    <message>
        <source>Which neurons fire?</source>
        <translation>Welche Neuronen feuern?</translation>
    </message>
    <message>
        <source>No checkpoint is loaded</source>
        <translation>Kein Checkpoint ist geladen</translation>
    </message>
    <message>
        <source>Type a sentence above and watch the layer&apos;s feed-forward neurons, token by token. Or begin with one of these:</source>
        <translation>Tippen Sie oben einen Satz ein und sehen Sie den Feed-Forward-Neuronen der Schicht zu, Token für Token. Oder beginnen Sie mit einem von diesen:</translation>
    </message>
    <message>
        <source>Load a T5 checkpoint to see which neurons fire on a sentence while you type it.</source>
        <translation>Laden Sie einen T5-Checkpoint, um beim Tippen zu sehen, welche Neuronen bei einem Satz feuern.</translation>
    </message>
    <message>
        <source>1 token · %1 ms</source>
        <translation>1 Token · %1 ms</translation>
    </message>
    <message>
        <source>%L1 tokens · %2 ms</source>
        <translation>%L1 Tokens · %2 ms</translation>
    </message>
    <message>
        <source>Only the first %L1 tokens were computed: the sentence is longer than the model takes.</source>
        <translation>Nur die ersten %L1 Tokens wurden berechnet: Der Satz ist länger, als das Modell aufnimmt.</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>rechnet …</translation>
    </message>
</context>
<context>
    <name>sparsight::LiveViews</name>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Neurons of the layer, coloured by activation</source>
        <translation>Neuronen der Schicht, nach Aktivierung gefärbt</translation>
    </message>
    <message>
        <source>Firing now</source>
        <translation>Feuern jetzt</translation>
    </message>
    <message>
        <source>Neurons that fire on the sentence</source>
        <translation>Neuronen, die bei dem Satz feuern</translation>
    </message>
    <message>
        <source>No neuron fires.</source>
        <translation>Kein Neuron feuert.</translation>
    </message>
    <message>
        <source>Tokens × strongest neurons</source>
        <translation>Tokens × stärkste Neuronen</translation>
    </message>
    <message>
        <source>Activation of the strongest neurons at each token</source>
        <translation>Aktivierung der stärksten Neuronen bei jedem Token</translation>
    </message>
    <message>
        <source> neurons</source>
        <translation> Neuronen</translation>
    </message>
    <message>
        <source>Number of neurons</source>
        <translation>Anzahl der Neuronen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>share of entries that fire, encoder then decoder</source>
        <translation>Anteil der feuernden Einträge, Encoder, dann Decoder</translation>
    </message>
    <message>
        <source>%1 · %L2 neurons</source>
        <translation>%1 · %L2 Neuronen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 shown · %2</source>
        <translation>%1 gezeigt · %2</translation>
    </message>
    <message>
        <source>neuron %1 does not fire at “%2”</source>
        <translation>Neuron %1 feuert nicht bei „%2“</translation>
    </message>
    <message>
        <source>neuron %1 at “%2”: %3</source>
        <translation>Neuron %1 bei „%2“: %3</translation>
    </message>
    <message>
        <source>%1: %2 at “%3”</source>
        <translation>%1: %2 bei „%3“</translation>
    </message>
    <message>
        <source>%1 · at “%2”</source>
        <translation>%1 · bei „%2“</translation>
    </message>
    <message>
        <source>%1 · max, no token chosen</source>
        <translation>%1 · Max., kein Token gewählt</translation>
    </message>
    <message>
        <source>neuron %1: %2</source>
        <translation>Neuron %1: %2</translation>
    </message>
    <message>
        <source>Neurons of %1</source>
        <translation>Neuronen von %1</translation>
    </message>
    <message>
        <source>Tokens × strongest neurons of %1</source>
        <translation>Tokens × stärkste Neuronen von %1</translation>
    </message>
    <message>
        <source>Share of entries that fire, by layer</source>
        <translation>Anteil der Einträge, die feuern, nach Schicht</translation>
    </message>
    <message>
        <source>Sentence “%1”, ε = %2.</source>
        <translation>Satz „%1“, ε = %2.</translation>
    </message>
</context>
<context>
    <name>sparsight::MainWindow</name>
    <message>
        <source>Sparsight</source>
        <translation>Sparsight</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>%1 – Sparsight</source>
        <translation>%1 – Sparsight</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt …</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language changes when Sparsight starts the next time.</source>
        <translation>Die Sprache wechselt beim nächsten Start von Sparsight.</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Sparsight</source>
        <translation>&amp;Über Sparsight</translation>
    </message>
    <message>
        <source>About Sparsight</source>
        <translation>Über Sparsight</translation>
    </message>
    <message>
        <source>Sparsight %1

Shows which feed-forward neurons of a T5 model fire on a sentence, and what they answer to over a data set.

Free software under the GNU General Public License, version 3 or later. Built with Qt %2, LibTorch, SentencePiece, SQLite and QCustomPlot.</source>
        <translation>Sparsight %1

Zeigt, welche Feed-Forward-Neuronen eines T5-Modells bei einem Satz feuern und worauf sie in einem Datensatz ansprechen.

Freie Software unter der GNU General Public License, Version 3 oder später. Gebaut mit Qt %2, LibTorch, SentencePiece, SQLite und QCustomPlot.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>&amp;Experiments</source>
        <translation>&amp;Experimente</translation>
    </message>
    <message>
        <source>The &amp;publication&apos;s experiment…</source>
        <translation>Das Experiment der &amp;Veröffentlichung…</translation>
    </message>
    <message>
        <source>Last &amp;report</source>
        <translation>Letzter &amp;Bericht</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Import sentences…</source>
        <translation>Sätze &amp;importieren …</translation>
    </message>
    <message>
        <source>Import a folder of &amp;papers…</source>
        <translation>Einen Ordner mit &amp;Artikeln importieren …</translation>
    </message>
    <message>
        <source>Taken back: %1.</source>
        <translation>Zurückgenommen: %1.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>“%1” is captured; “%2” is still shown.</source>
        <translation>„%1“ ist erfasst; gezeigt wird weiterhin „%2“.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>sparsight::MarkedText</name>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
</context>
<context>
    <name>sparsight::MatchTableModel</name>
    <message>
        <source>moved</source>
        <translation>gewandert</translation>
    </message>
    <message>
        <source>same number</source>
        <translation>gleiche Nummer</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Beste Entsprechung</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Gewandert</translation>
    </message>
    <message>
        <source>Of the reference; index in the layer, from 0</source>
        <translation>Des Bezugs; Nummer in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>Best match minus same number</source>
        <translation>Beste Entsprechung minus gleiche Nummer</translation>
    </message>
    <message>
        <source>The neuron of the other run that is most like it; of equals the smaller number</source>
        <translation>Das Neuron der anderen Aufzeichnung, das ihm am ähnlichsten ist; von gleichen die kleinere Nummer</translation>
    </message>
    <message>
        <source>no counterpart</source>
        <translation>kein Gegenstück</translation>
    </message>
    <message>
        <source>not mutual</source>
        <translation>nicht gegenseitig</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Mutual</source>
        <translation>Gegenseitig</translation>
    </message>
    <message>
        <source>The neuron of the other run that is most like it, the best of %L1; of equals the smaller number</source>
        <translation>Das Neuron der anderen Aufzeichnung, das ihm am ähnlichsten ist, das beste von %L1; bei Gleichstand die kleinere Nummer</translation>
    </message>
    <message>
        <source>Whether the neuron is the best match of its best match, too: one neuron of the other run may be the best match of many</source>
        <translation>Ob das Neuron auch die beste Entsprechung seiner besten Entsprechung ist: Ein Neuron der anderen Aufzeichnung kann die beste von vielen sein</translation>
    </message>
    <message>
        <source>Whether the best match is mutual and has another number; below %1 there is no counterpart</source>
        <translation>Ob die beste Entsprechung gegenseitig ist und eine andere Nummer hat; unter %1 gibt es kein Gegenstück</translation>
    </message>
</context>
<context>
    <name>sparsight::MissingCheckpoints</name>
    <message>
        <source>The folder of “%1” is gone: %2</source>
        <translation>Der Ordner von „%1“ ist nicht mehr da: %2</translation>
    </message>
    <message>
        <source>Where is it now?…</source>
        <translation>Wo ist er jetzt? …</translation>
    </message>
    <message>
        <source>The new folder of “%1”</source>
        <translation>Der neue Ordner von „%1“</translation>
    </message>
    <message>
        <source>Check the weights of “%1”</source>
        <translation>Gewichte von „%1“ prüfen</translation>
    </message>
    <message>
        <source>%1 holds another checkpoint: its weights are not those that “%2” was captured with.</source>
        <translation>%1 enthält einen anderen Checkpoint: Seine Gewichte sind nicht die, mit denen „%2“ erfasst wurde.</translation>
    </message>
</context>
<context>
    <name>sparsight::ModelsPage</name>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>Copy the reason</source>
        <translation>Grund kopieren</translation>
    </message>
    <message>
        <source>Folder to look in</source>
        <translation>Ordner zum Durchsuchen</translation>
    </message>
    <message>
        <source>Folder to look for checkpoints in</source>
        <translation>Ordner, in dem nach Checkpoints gesucht wird</translation>
    </message>
    <message>
        <source>This folder, its subfolders to two levels, and the hub cache are looked through.</source>
        <translation>Dieser Ordner, seine Unterordner bis zur zweiten Ebene und der Hub-Cache werden durchsucht.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>best device</source>
        <translation>bestes Gerät</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Folder with checkpoints</source>
        <translation>Ordner mit Checkpoints</translation>
    </message>
    <message>
        <source>This build cannot load checkpoints.</source>
        <translation>Diese Fassung kann keine Checkpoints laden.</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>sucht …</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>None here or in the hub cache. A checkpoint is a folder with config.json, spiece.model and its weights.</source>
        <translation>Keine hier oder im Hub-Cache. Ein Checkpoint ist ein Ordner mit config.json, spiece.model und den Gewichten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals</translation>
    </message>
</context>
<context>
    <name>sparsight::MovedTab</name>
    <message>
        <source>Has a neuron moved?</source>
        <translation>Ist ein Neuron gewandert?</translation>
    </message>
    <message>
        <source>Matching… %1</source>
        <translation>Zuordnen… %1</translation>
    </message>
    <message>
        <source>Matched by</source>
        <translation>Zugeordnet nach</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Best matches of the neurons</source>
        <translation>Beste Entsprechungen der Neuronen</translation>
    </message>
    <message>
        <source>Matching…</source>
        <translation>Zuordnen…</translation>
    </message>
    <message>
        <source>Match neurons of %1 and %2</source>
        <translation>Neuronen von %1 und %2 zuordnen</translation>
    </message>
    <message>
        <source>The runs “%1” and “%2” are over different data sets; neurons are matched by the same sentences.</source>
        <translation>Die Aufzeichnungen „%1“ und „%2“ sind über verschiedene Datensätze; zugeordnet wird nach denselben Sätzen.</translation>
    </message>
    <message>
        <source>Every neuron of %1 is held against every neuron of %2.</source>
        <translation>Jedes Neuron von %1 wird mit jedem von %2 verglichen.</translation>
    </message>
    <message>
        <source>Match the neurons</source>
        <translation>Neuronen zuordnen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Gewandert</translation>
    </message>
    <message>
        <source>Same number</source>
        <translation>Gleiche Nummer</translation>
    </message>
    <message>
        <source>%1 %L2</source>
        <translation>%1 %L2</translation>
    </message>
    <message>
        <source>For every neuron of %1, the neuron of %2 that is most like it: where that has another number, the neuron may have moved in training. Every pair is looked at, which can take a while.</source>
        <translation>Zu jedem Neuron von %1 das Neuron von %2, das ihm am ähnlichsten ist: Hat es eine andere Nummer, so ist das Neuron im Training vielleicht gewandert. Jedes Paar wird angesehen, das kann eine Weile dauern.</translation>
    </message>
    <message>
        <source>%1 over %L2 sentences</source>
        <translation>%1 über %L2 Sätze</translation>
    </message>
    <message>
        <source>Of %L1 neurons of %2, %L3 have a counterpart in %4 (at least %5 alike, the best of %L6)</source>
        <translation>Von %L1 Neuronen von %2 haben %L3 ein Gegenstück in %4 (Ähnlichkeit mindestens %5, das beste von %L6)</translation>
    </message>
    <message>
        <source>, %L1 of them mutual, and %L2 of these under another number · %3</source>
        <translation>, %L1 davon gegenseitig, und %L2 von diesen unter anderer Nummer · %3</translation>
    </message>
    <message>
        <source> · by luck, with the sentences shuffled, 95 % of the best matches stay below %1 (%L2 neurons, seed %3)</source>
        <translation> · durch Zufall, bei gemischten Sätzen, bleiben 95 % der besten Entsprechungen unter %1 (%L2 Neuronen, Startwert %3)</translation>
    </message>
    <message>
        <source>A neuron has moved where its best match has another number, is alike enough, and has the neuron as its own best match, too. Of thousands of neurons, the best match of one that fires seldom may be good by luck.</source>
        <translation>Ein Neuron ist gewandert, wenn seine beste Entsprechung eine andere Nummer hat, ähnlich genug ist und ihrerseits dieses Neuron als beste hat. Unter Tausenden von Neuronen kann die beste Entsprechung eines Neurons, das selten feuert, durch Zufall gut sein.</translation>
    </message>
</context>
<context>
    <name>sparsight::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronBook</name>
    <message>
        <source>note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>adding to “%1”</source>
        <translation>Hinzufügen zu „%1“</translation>
    </message>
    <message>
        <source>removing from “%1”</source>
        <translation>Entfernen aus „%1“</translation>
    </message>
    <message>
        <source>renaming “%1”</source>
        <translation>Umbenennen von „%1“</translation>
    </message>
    <message>
        <source>removing “%1”</source>
        <translation>Entfernen von „%1“</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronListPicker</name>
    <message>
        <source>List of neurons</source>
        <translation>Liste von Neuronen</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>all neurons</source>
        <translation>alle Neuronen</translation>
    </message>
    <message>
        <source>%1 (%L2)</source>
        <translation>%1 (%L2)</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln neuron(s) into a list</source>
        <translation>
            <numerusform>%Ln Neuron in eine Liste aufnehmen</numerusform>
            <numerusform>%Ln Neuronen in eine Liste aufnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Remove the list</source>
        <translation>Liste entfernen</translation>
    </message>
    <message>
        <source>Report on the list, rename it or remove it</source>
        <translation>Bericht über die Liste; Liste umbenennen oder entfernen</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronNotes</name>
    <message>
        <source>Put the neuron into a list</source>
        <translation>Das Neuron in eine Liste aufnehmen</translation>
    </message>
    <message>
        <source>Write a note…</source>
        <translation>Notiz schreiben…</translation>
    </message>
    <message>
        <source>Note on the neuron</source>
        <translation>Notiz zum Neuron</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Notes on the neuron of the same place in other checkpoints</source>
        <translation>Notizen zum Neuron an derselben Stelle in anderen Checkpoints</translation>
    </message>
    <message>
        <source>Takes the neuron out of the list “%1”</source>
        <translation>Nimmt das Neuron aus der Liste „%1“</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronSentences</name>
    <message>
        <source>Load the checkpoint “%1” to see its activation at every word.</source>
        <translation>Laden Sie den Checkpoint „%1“, um die Aktivierung bei jedem Wort zu sehen.</translation>
    </message>
    <message>
        <source>The run is of “%1”, another checkpoint than the one that is loaded: load that one to see its activation at every word.</source>
        <translation>Die Aufzeichnung ist von „%1“, einem anderen als dem geladenen Checkpoint: Laden Sie jenen, um die Aktivierung bei jedem Wort zu sehen.</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronTableModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>KT %1</source>
        <translation>KT %1</translation>
    </message>
    <message>
        <source>k of the n sentences in which it fires contain a keyword of %1 (KT-score)</source>
        <translation>k der n Sätze, in denen es feuert, enthalten ein Stichwort von %1 (KT-Wert)</translation>
    </message>
    <message>
        <source>KT %1 ⚠</source>
        <translation>KT %1 ⚠</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronView</name>
    <message>
        <source>All neurons</source>
        <translation>Alle Neuronen</translation>
    </message>
    <message>
        <source>Back to the table (Esc)</source>
        <translation>Zurück zur Tabelle (Esc)</translation>
    </message>
    <message>
        <source>Previous neuron in the table</source>
        <translation>Voriges Neuron der Tabelle</translation>
    </message>
    <message>
        <source>Next neuron in the table</source>
        <translation>Nächstes Neuron der Tabelle</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Stärkste</translation>
    </message>
    <message>
        <source>100–50 %</source>
        <translation>100–50 %</translation>
    </message>
    <message>
        <source>50–10 %</source>
        <translation>50–10 %</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Schwächste</translation>
    </message>
    <message>
        <source>The strongest sentences</source>
        <translation>Die stärksten Sätze</translation>
    </message>
    <message>
        <source>A sample between 100 % and 50 % of its maximum</source>
        <translation>Eine Stichprobe zwischen 100 % und 50 % seines Höchstwerts</translation>
    </message>
    <message>
        <source>A sample between 50 % and 10 % of its maximum</source>
        <translation>Eine Stichprobe zwischen 50 % und 10 % seines Höchstwerts</translation>
    </message>
    <message>
        <source>The weakest that it still fires on</source>
        <translation>Die schwächsten, bei denen es noch feuert</translation>
    </message>
    <message>
        <source>search its sentences</source>
        <translation>seine Sätze durchsuchen</translation>
    </message>
    <message>
        <source>Search the neuron&apos;s sentences</source>
        <translation>Die Sätze des Neurons durchsuchen</translation>
    </message>
    <message>
        <source>Fires on %1 of tokens</source>
        <translation>Feuert bei %1 der Tokens</translation>
    </message>
    <message>
        <source>Density: %L1 of %L2 tokens</source>
        <translation>Dichte: %L1 von %L2 Tokens</translation>
    </message>
    <message>
        <source>In %L1 of %L2 sentences (%3); max %4, mean %5</source>
        <translation>In %L1 von %L2 Sätzen (%3); Maximum %4, Mittel %5</translation>
    </message>
    <message>
        <source>sentences by value, on a logarithmic axis</source>
        <translation>Sätze nach Wert, Achse logarithmisch</translation>
    </message>
    <message>
        <source>%L1 of %L2 sentences</source>
        <translation>%L1 von %L2 Sätzen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Fires with</source>
        <translation>Feuert mit</translation>
    </message>
    <message>
        <source>Keywords and rules</source>
        <translation>Stichwörter und Regeln</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Tokens and positions</source>
        <translation>Tokens und Positionen</translation>
    </message>
    <message>
        <source>Sentences of %1 with the words “%2”</source>
        <translation>Sätze von %1 mit den Wörtern „%2“</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronsPage</name>
    <message>
        <source>Neurons of the layer</source>
        <translation>Neuronen der Schicht</translation>
    </message>
    <message>
        <source>Every neuron of a layer, over a whole data set</source>
        <translation>Jedes Neuron einer Schicht, über einen ganzen Datensatz</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>Capture a data set</source>
        <translation>Einen Datensatz aufzeichnen</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>KT: %1</source>
        <translation>KT: %1</translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronsTab</name>
    <message>
        <source>Only what the lasso holds is shown; click to drop it (Escape)</source>
        <translation>Nur was das Lasso umfasst, wird gezeigt; ein Klick lässt es fallen (Esc)</translation>
    </message>
    <message>
        <source>Neurons of both runs</source>
        <translation>Neuronen beider Aufzeichnungen</translation>
    </message>
    <message>
        <source>no neuron has this number in both runs</source>
        <translation>kein Neuron hat diese Zahl in beiden Aufzeichnungen</translation>
    </message>
    <message>
        <source>Each neuron in both runs</source>
        <translation>Jedes Neuron in beiden Aufzeichnungen</translation>
    </message>
    <message>
        <source>What changed, neuron by neuron</source>
        <translation>Was sich geändert hat, Neuron für Neuron</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>%1 in %</source>
        <translation>%1 in %</translation>
    </message>
    <message>
        <source>%L1 of %L2 neurons have it in both</source>
        <translation>%L1 von %L2 Neuronen haben sie in beiden</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>Born: fires in the second run only</source>
        <translation>Geboren: feuert nur in der zweiten Aufzeichnung</translation>
    </message>
    <message>
        <source>Died: fires in the first run only</source>
        <translation>Gestorben: feuert nur in der ersten Aufzeichnung</translation>
    </message>
    <message>
        <source>The interval of its change of KT leaves out 0</source>
        <translation>Das Intervall seiner Änderung von KT lässt 0 aus</translation>
    </message>
    <message>
        <source>KT of %1 is higher in %2 than in %3 for %L4 and lower for %L5 of %L6 tested neurons (n ≥ %L7 in both), with a 95 % interval that leaves out 0</source>
        <translation>KT von %1 ist in %2 höher als in %3 für %L4 und niedriger für %L5 von %L6 getesteten Neuronen (n ≥ %L7 in beiden), mit einem 95-%-Intervall, das 0 auslässt</translation>
    </message>
    <message>
        <source>about %L1 would have one if nothing had changed</source>
        <translation>etwa %L1 hätten eines, wenn sich nichts geändert hätte</translation>
    </message>
    <message>
        <source>%1 compared with %2; there is no topic to compare KT-scores by</source>
        <translation>%1 verglichen mit %2; es gibt kein Thema, nach dem KT-Werte verglichen würden</translation>
    </message>
    <message>
        <source>%L1 born, %L2 died, %L3 never fire in both</source>
        <translation>%L1 geboren, %L2 gestorben, %L3 feuern in beiden nie</translation>
    </message>
    <message>
        <source>captured: %1 (%2)</source>
        <translation>erfasst: %1 (%2)</translation>
    </message>
    <message>
        <source>one checkpoint over two data sets: independent samples, nothing is paired</source>
        <translation>ein Checkpoint über zwei Datensätze: unabhängige Stichproben, nichts ist gepaart</translation>
    </message>
    <message>
        <source>the rule captures the same sentences in both, so KT in the sentences cannot change; look for keywords in generated text</source>
        <translation>die Regel erfasst in beiden dieselben Sätze, also kann sich KT in den Sätzen nicht ändern; suchen Sie Stichwörter in erzeugtem Text</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>KT higher</source>
        <translation>KT höher</translation>
    </message>
    <message>
        <source>KT lower</source>
        <translation>KT niedriger</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Died</source>
        <translation>Gestorben</translation>
    </message>
    <message>
        <source>All neurons of the layer</source>
        <translation>Alle Neuronen der Schicht</translation>
    </message>
    <message>
        <source>KT is higher in the other run, with a 95 % interval that leaves out 0</source>
        <translation>KT ist in der anderen Aufzeichnung höher, mit einem 95-%-Intervall, das 0 auslässt</translation>
    </message>
    <message>
        <source>KT is lower in the other run, with a 95 % interval that leaves out 0</source>
        <translation>KT ist in der anderen Aufzeichnung niedriger, mit einem 95-%-Intervall, das 0 auslässt</translation>
    </message>
    <message>
        <source>Never fire in the reference, fire in the other run</source>
        <translation>Feuern nie im Bezug, feuern in der anderen Aufzeichnung</translation>
    </message>
    <message>
        <source>Fire in the reference, never in the other run</source>
        <translation>Feuern im Bezug, nie in der anderen Aufzeichnung</translation>
    </message>
    <message>
        <source>%1 %L2</source>
        <translation>%1 %L2</translation>
    </message>
    <message>
        <source>Lasso: %L1 ✕</source>
        <translation>Lasso: %L1 ✕</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Waagerecht</translation>
    </message>
    <message>
        <source>The number of the reference that is drawn across, for every neuron</source>
        <translation>Die Zahl der Bezugsaufzeichnung, die für jedes Neuron waagerecht aufgetragen wird</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Senkrecht</translation>
    </message>
    <message>
        <source>The number of the other run that is drawn up, for every neuron</source>
        <translation>Die Zahl der anderen Aufzeichnung, die für jedes Neuron senkrecht aufgetragen wird</translation>
    </message>
    <message>
        <source>Rank the sentences by the neurons of %1 and %2</source>
        <translation>Sätze nach den Neuronen von %1 und %2 ordnen</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>dieselbe</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>no clear change of KT</source>
        <translation>keine klare Änderung von KT</translation>
    </message>
    <message>
        <source>other</source>
        <translation>übrige</translation>
    </message>
    <message>
        <source>too few captured</source>
        <translation>erfasst zu wenige</translation>
    </message>
    <message>
        <source>born</source>
        <translation>geboren</translation>
    </message>
    <message>
        <source>died</source>
        <translation>gestorben</translation>
    </message>
    <message>
        <source>Topic %1 (%2): %3.</source>
        <translation>Thema %1 (%2): %3.</translation>
    </message>
    <message>
        <source>95 % intervals: Newcombe, independent samples.</source>
        <translation>95-%-Intervalle: Newcombe, unabhängige Stichproben.</translation>
    </message>
    <message>
        <source>95 % intervals: paired bootstrap, %L1 draws of %L2 %3, seed %4.</source>
        <translation>95-%-Intervalle: gepaarter Bootstrap, %L1 Ziehungen von %L2 %3, Startwert %4.</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumenten</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätzen</translation>
    </message>
    <message>
        <source>The lasso holds %L1 neurons; the others are drawn faintly.</source>
        <translation>Das Lasso umfasst %L1 Neuronen; die übrigen sind blass gezeichnet.</translation>
    </message>
    <message>
        <source>topic neurons (q &lt; %1, lift ≥ %2): %L3 in %4, %L5 in %6, %L7 in both</source>
        <translation>Themenneuronen (q &lt; %1, Lift ≥ %2): %L3 in %4, %L5 in %6, %L7 in beiden</translation>
    </message>
    <message>
        <source>by chance %1 would be in both (hypergeometric p = %2, of %L3 neurons tested in both)</source>
        <translation>durch Zufall wären es %1 in beiden (hypergeometrisches p = %2, unter %L3 in beiden geprüften Neuronen)</translation>
    </message>
    <message>
        <source>sentences with a keyword: %1 in %2, %3 in %4</source>
        <translation>Sätze mit Stichwort: %1 in %2, %3 in %4</translation>
    </message>
    <message>
        <source>these base rates differ by more than a factor of %1, which is most of what changes of KT show here: compare the lifts</source>
        <translation>diese Grundraten unterscheiden sich um mehr als das %1-Fache, und vor allem das zeigen die Änderungen von KT hier: vergleichen Sie den Lift</translation>
    </message>
    <message>
        <source>⚠ %L1 of the %L2 sentences of %3 are in the other data set too: these samples are not independent, do not rely on p, q and the intervals</source>
        <translation>⚠ %L1 der %L2 Sätze von %3 stehen auch im anderen Datensatz: Diese Stichproben sind nicht unabhängig, verlassen Sie sich nicht auf p, q und die Intervalle</translation>
    </message>
</context>
<context>
    <name>sparsight::NgramModel</name>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Maxima</source>
        <translation>Maxima</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Occurs</source>
        <translation>Kommt vor</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>A token, or two or three that follow each other; ▁ is the blank before a word</source>
        <translation>Ein Token, oder zwei oder drei, die aufeinander folgen; ▁ ist das Leerzeichen vor einem Wort</translation>
    </message>
    <message>
        <source>Number of tokens</source>
        <translation>Zahl der Tokens</translation>
    </message>
    <message>
        <source>Sentences whose maximum is at the last of these tokens</source>
        <translation>Sätze, deren Maximum beim letzten dieser Tokens liegt</translation>
    </message>
    <message>
        <source>Maxima / n, the sentences in which the neuron fires</source>
        <translation>Maxima / n, die Sätze, in denen das Neuron feuert</translation>
    </message>
    <message>
        <source>How often the tokens occur in the run, at positions that count</source>
        <translation>Wie oft die Tokens im Lauf vorkommen, an Positionen, die zählen</translation>
    </message>
    <message>
        <source>Share / (occurrences / positions): how many times as often as by chance; 1 is no relation</source>
        <translation>Anteil / (Vorkommen / Positionen): wievielmal so oft wie zufällig; 1 heißt kein Zusammenhang</translation>
    </message>
</context>
<context>
    <name>sparsight::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>sparsight::PairTableModel</name>
    <message>
        <source>Neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>At a token</source>
        <translation>An einem Token</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>A in %1: the activation of largest |a| over the sentence&apos;s tokens, with its sign</source>
        <translation>A in %1: die Aktivierung mit dem größten |a| über die Tokens des Satzes, mit Vorzeichen</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>A in %2 minus A in %1</source>
        <translation>A in %2 minus A in %1</translation>
    </message>
    <message>
        <source>a in %2 minus a in %1 at the same token, where that is largest in size; n = %L3 pairs of tokens</source>
        <translation>a in %2 minus a in %1 am selben Token, wo der Betrag am größten ist; n = %L3 Paare von Tokens</translation>
    </message>
    <message>
        <source>Where the activations at a token differ most</source>
        <translation>Wo sich die Aktivierungen an einem Token am meisten unterscheiden</translation>
    </message>
</context>
<context>
    <name>sparsight::PaperChoices</name>
    <message>
        <source>Abstract and citing sentences</source>
        <translation>Abstract und zitierende Sätze</translation>
    </message>
    <message>
        <source>Abstract</source>
        <translation>Abstract</translation>
    </message>
    <message>
        <source>Full text</source>
        <translation>Volltext</translation>
    </message>
    <message>
        <source>Chosen sections</source>
        <translation>Ausgewählte Abschnitte</translation>
    </message>
    <message>
        <source>Titles of sections with commas between them; case and numbers do not matter.</source>
        <translation>Titel von Abschnitten, durch Kommas getrennt; Groß- und Kleinschreibung und Nummern spielen keine Rolle.</translation>
    </message>
    <message>
        <source>A paper, with its summary as target</source>
        <translation>ein Artikel, mit seiner Zusammenfassung als Ziel</translation>
    </message>
    <message>
        <source>A sentence, with its paper as group</source>
        <translation>ein Satz, mit seinem Artikel als Gruppe</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>A row is</source>
        <translation>Eine Zeile ist</translation>
    </message>
    <message>
        <source>Both: papers to train on, sentences to capture</source>
        <translation>Beides: Artikel zum Trainieren, Sätze zum Aufzeichnen</translation>
    </message>
    <message>
        <source>Both: two data sets, the papers with their summaries, and their sentences.</source>
        <translation>Beides: zwei Datensätze, die Artikel mit ihren Zusammenfassungen und ihre Sätze.</translation>
    </message>
</context>
<context>
    <name>sparsight::PinList</name>
    <message>
        <source>Pinned neurons and sentences</source>
        <translation>Angeheftete Neuronen und Sätze</translation>
    </message>
    <message>
        <source>A click goes there, Delete unpins</source>
        <translation>Ein Klick führt hin, Entf löst</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
</context>
<context>
    <name>sparsight::PosterDialog</name>
    <message>
        <source>The publication&apos;s experiment</source>
        <translation>Das Experiment der Veröffentlichung</translation>
    </message>
    <message>
        <source>Fine-tunes a checkpoint with several learning rates, captures all of them over the same sentences, and compares KT-scores, ROUGE and the kinds of neurons. What is done already is left as it is.</source>
        <translation>Trainiert einen Checkpoint mit mehreren Lernraten weiter, zeichnet alle über denselben Sätzen auf und vergleicht KT-Scores, ROUGE und die Arten der Neuronen. Was schon getan ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Run the experiment</source>
        <translation>Experiment ausführen</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>The checkpoint to start from.</source>
        <translation>Der Checkpoint, von dem ausgegangen wird.</translation>
    </message>
    <message>
        <source>Train one for each learning rate</source>
        <translation>Für jede Lernrate einen trainieren</translation>
    </message>
    <message>
        <source>Take those that were trained from it</source>
        <translation>Die nehmen, die aus ihm trainiert wurden</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Trainings that are complete are not repeated in either case.</source>
        <translation>Abgeschlossene Trainings werden in keinem Fall wiederholt.</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>The data sets of the project whose sentences have target texts.</source>
        <translation>Die Datensätze des Projekts, deren Sätze Zieltexte haben.</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>Lernraten</translation>
    </message>
    <message>
        <source>One checkpoint is trained with each.</source>
        <translation>Mit jeder wird ein Checkpoint trainiert.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often all pairs are trained on.</source>
        <translation>Wie oft mit allen Paaren trainiert wird.</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>The sentences that every checkpoint reads.</source>
        <translation>Die Sätze, die jeder Checkpoint liest.</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Whose keywords KT-scores count.</source>
        <translation>Dessen Stichwörter die KT-Scores zählen.</translation>
    </message>
    <message>
        <source>the sentence</source>
        <translation>im Satz</translation>
    </message>
    <message>
        <source>the text that each checkpoint writes from it</source>
        <translation>im Text, den jeder Checkpoint daraus schreibt</translation>
    </message>
    <message>
        <source>Keywords in</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Where a keyword is looked for.</source>
        <translation>Wo ein Stichwort gesucht wird.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Which sentences a neuron captures. “matched”: as many as in the checkpoint that is started from; “fixed”: the very same ones.</source>
        <translation>Welche Sätze ein Neuron erfasst. „matched“: so viele wie im Ausgangs-Checkpoint; „fixed“: genau dieselben.</translation>
    </message>
    <message>
        <source>the ten best</source>
        <translation>die zehn besten</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Numbers separated by commas, e.g. 2384, 2166.</source>
        <translation>Nummern, durch Kommas getrennt, z. B. 2384, 2166.</translation>
    </message>
    <message>
        <source>There is no checkpoint yet; load one on the Models page.</source>
        <translation>Es gibt noch keinen Checkpoint; laden Sie einen auf der Seite Modelle.</translation>
    </message>
    <message>
        <source>No data set has target texts to learn; import papers with summaries, or a file with a target column.</source>
        <translation>Kein Datensatz hat Zieltexte zum Lernen; importieren Sie Artikel mit Zusammenfassungen oder eine Datei mit einer Zielspalte.</translation>
    </message>
    <message>
        <source>The project knows no checkpoint that was trained from this one.</source>
        <translation>Das Projekt kennt keinen Checkpoint, der aus diesem trainiert wurde.</translation>
    </message>
    <message>
        <source>There is no topic yet; make one on the Data page.</source>
        <translation>Es gibt noch kein Thema; legen Sie eines auf der Seite Daten an.</translation>
    </message>
    <message>
        <source>“%1” is no learning rate; write numbers such as 0.001.</source>
        <translation>„%1“ ist keine Lernrate; schreiben Sie Zahlen wie 0.001.</translation>
    </message>
    <message>
        <source>Give at least one learning rate, e.g. 0.001.</source>
        <translation>Geben Sie mindestens eine Lernrate an, z. B. 0.001.</translation>
    </message>
    <message>
        <source>“%1” is no neuron; write numbers such as 2384.</source>
        <translation>„%1“ ist kein Neuron; schreiben Sie Nummern wie 2384.</translation>
    </message>
    <message>
        <source>%1 of %2 sentences of “%3” have a keyword of %4 (%5).</source>
        <translation>%1 von %2 Sätzen in „%3“ haben ein Stichwort von %4 (%5).</translation>
    </message>
    <message>
        <source>Every KT-score would be 0.</source>
        <translation>Jeder KT-Score wäre 0.</translation>
    </message>
    <message>
        <source>Every KT-score would be near 1.</source>
        <translation>Jeder KT-Score läge nahe 1.</translation>
    </message>
    <message>
        <source>Its rows are the whole texts that are trained on; the publication captures sentences. Import the papers as sentences too, and choose those.</source>
        <translation>Seine Zeilen sind die ganzen Texte, auf denen trainiert wird; die Veröffentlichung zeichnet Sätze auf. Importieren Sie die Artikel auch als Sätze, und wählen Sie diese.</translation>
    </message>
    <message>
        <source>There is no neuron %1: a layer of this checkpoint has the neurons 0 to %2.</source>
        <translation>Ein Neuron %1 gibt es nicht: eine Schicht dieses Checkpoints hat die Neuronen 0 bis %2.</translation>
    </message>
</context>
<context>
    <name>sparsight::PreviewModel</name>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
</context>
<context>
    <name>sparsight::ProbeModel</name>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>The last of them</source>
        <translation>Das letzte davon</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>The best so many neurons, by |Pearson r| of A and having a keyword, on the half that they are chosen on</source>
        <translation>Die so vielen besten Neuronen, nach |r| (Pearson) von A und einem Stichwort im Satz, auf der Hälfte, auf der sie gewählt werden</translation>
    </message>
    <message>
        <source>Index in the layer, from 0</source>
        <translation>Index in der Schicht, ab 0</translation>
    </message>
    <message>
        <source>Of the held-out sentences that a logistic regression on these neurons says yes to, the share with a keyword</source>
        <translation>Von den zurückgehaltenen Sätzen, zu denen eine logistische Regression auf diesen Neuronen Ja sagt, der Anteil mit einem Stichwort</translation>
    </message>
    <message>
        <source>Of the held-out sentences with a keyword, the share that it says yes to</source>
        <translation>Von den zurückgehaltenen Sätzen mit einem Stichwort der Anteil, zu dem sie Ja sagt</translation>
    </message>
    <message>
        <source>2 · precision · recall / (precision + recall), on the half that the neurons were not chosen on</source>
        <translation>2 · Genauigkeit · Trefferquote / (Genauigkeit + Trefferquote), auf der Hälfte, auf der die Neuronen nicht gewählt wurden</translation>
    </message>
    <message>
        <source>Probes are fitted for the best 1, 2, 4, 8 … neurons only</source>
        <translation>Sonden werden nur für die besten 1, 2, 4, 8 … Neuronen angepasst</translation>
    </message>
</context>
<context>
    <name>sparsight::ProbePane</name>
    <message>
        <source>Neurons of the sparse probe</source>
        <translation>Neuronen der Sparse Probe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Put the probe away</source>
        <translation>Die Probe wegräumen</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Probe of %1</source>
        <translation>Probe für %1</translation>
    </message>
    <message>
        <source>Sparse probe of %1: how well the best few neurons together tell its sentences. Chosen on %L2 sentences (%L3 with a keyword), judged on %L4 others (%L5); yes to all of them has F1 %6. %7.</source>
        <translation>Sparse Probe für %1: wie gut die wenigen besten Neuronen zusammen seine Sätze erkennen. Gewählt auf %L2 Sätzen (%L3 mit einem Stichwort), beurteilt auf %L4 anderen (%L5); Ja zu allen davon hat F1 %6. %7.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>sparsight::ProjectCommands</name>
    <message>
        <source>Sparsight projects (*.sparsight)</source>
        <translation>Sparsight-Projekte (*.sparsight)</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>%1 exists already; nothing was overwritten.</source>
        <translation>%1 gibt es schon; nichts wurde überschrieben.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>Schreibgeschützt öffnen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Prepare the demo</source>
        <translation>Demo vorbereiten</translation>
    </message>
    <message>
        <source>Sentences are kept in a project; make one first, and the import goes on.</source>
        <translation>Sätze liegen in einem Projekt; erstellen Sie zuerst eines, dann geht der Import weiter.</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>%1 is open read-only; sentences can be imported where it is open for writing.</source>
        <translation>%1 ist schreibgeschützt geöffnet; Sätze lassen sich dort importieren, wo es zum Schreiben geöffnet ist.</translation>
    </message>
    <message>
        <source>Import sentences</source>
        <translation>Sätze importieren</translation>
    </message>
    <message>
        <source>Sentences (*.txt *.csv *.tsv *.jsonl *.ndjson *.json);;All files (*)</source>
        <translation>Sätze (*.txt *.csv *.tsv *.jsonl *.ndjson *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a folder of papers</source>
        <translation>Einen Ordner mit Artikeln importieren</translation>
    </message>
    <message>
        <source>%1 is neither a project (.sparsight), nor sentences (.txt, .csv, .tsv, .jsonl), nor a folder of papers (ScisummNet), nor that of a checkpoint (with config.json).</source>
        <translation>%1 ist weder ein Projekt (.sparsight) noch eine Datei mit Sätzen (.txt, .csv, .tsv, .jsonl) noch ein Ordner mit Artikeln (ScisummNet) oder der eines Checkpoints (mit config.json).</translation>
    </message>
    <message>
        <source>The capture “%1” stopped at %L2 of %L3 sentences.</source>
        <translation>Die Aufzeichnung „%1“ endete bei %L2 von %L3 Sätzen.</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The training of %1 on “%2” was cut off.</source>
        <translation>Das Training von %1 mit „%2“ wurde unterbrochen.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>sparsight::ProjectListModel</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keyword(s)</source>
        <translation>
            <numerusform>%Ln Stichwort</numerusform>
            <numerusform>%Ln Stichwörter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::RecentProjectsModel</name>
    <message>
        <source>%1 · not found</source>
        <translation>%1 · nicht gefunden</translation>
    </message>
</context>
<context>
    <name>sparsight::ReportWindow</name>
    <message>
        <source>The publication&apos;s experiment</source>
        <translation>Das Experiment der Veröffentlichung</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the whole report as text</source>
        <translation>Kopiert den ganzen Bericht als Text</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Writes the text, and every table as CSV and JSON, into a folder</source>
        <translation>Schreibt den Text und jede Tabelle als CSV und JSON in einen Ordner</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>Ordner für den Bericht</translation>
    </message>
    <message>
        <source>Saved in %1.</source>
        <translation>Gespeichert in %1.</translation>
    </message>
</context>
<context>
    <name>sparsight::RougeChangeModel</name>
    <message>
        <source>%1  [%2 – %3]</source>
        <translation>%1  [%2 – %3]</translation>
    </message>
    <message>
        <source>The mean of after − before over the pairs, with a 95 % interval: pairs drawn anew 1000 times, both sides together (percentiles, seed 0)</source>
        <translation>Das Mittel von nachher − vorher über die Paare, mit 95-%-Intervall: 1000-mal neu gezogene Paare, beide Seiten gemeinsam (Perzentile, Startwert 0)</translation>
    </message>
    <message>
        <source>%1, low</source>
        <translation>%1, unten</translation>
    </message>
    <message>
        <source>%1, high</source>
        <translation>%1, oben</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Control %1</source>
        <translation>Kontrolle %1</translation>
    </message>
    <message>
        <source>ROUGE with stemming, F</source>
        <translation>ROUGE mit Stammformen, F</translation>
    </message>
    <message>
        <source>The mean over the pairs, with the model as it is</source>
        <translation>Das Mittel über die Paare, mit dem Modell, wie es ist</translation>
    </message>
    <message>
        <source>The same with the neurons set</source>
        <translation>Dasselbe mit den gesetzten Neuronen</translation>
    </message>
    <message>
        <source>The change when other neurons of like density are set in their stead.
%1</source>
        <translation>Die Änderung, wenn andere Neuronen ähnlicher Dichte an ihrer Stelle gesetzt werden.
%1</translation>
    </message>
    <message>
        <source>n = %L1 pairs</source>
        <translation>n = %L1 Paare</translation>
    </message>
</context>
<context>
    <name>sparsight::RuleEditor</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Value of the rule</source>
        <translation>Wert der Regel</translation>
    </message>
    <message>
        <source>Run that the rule refers to</source>
        <translation>Aufzeichnung, auf die sich die Regel bezieht</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Erfasst</translation>
    </message>
</context>
<context>
    <name>sparsight::RuleScoreModel</name>
    <message>
        <source>Captured sentences</source>
        <translation>Erfasste Sätze</translation>
    </message>
    <message>
        <source>The capture rule</source>
        <translation>Die Erfassungsregel</translation>
    </message>
</context>
<context>
    <name>sparsight::RunFactsModel</name>
    <message>
        <source>This checkpoint was not judged by text that it generates.</source>
        <translation>Dieser Checkpoint wurde nicht an erzeugtem Text beurteilt.</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2, validation pairs of %3</source>
        <translation>95-%-Intervall %1 bis %2, Validierungspaare aus %3</translation>
    </message>
    <message>
        <source>F-measure of the text that the checkpoint generates for validation pairs, from 0 to 1</source>
        <translation>F-Maß des Textes, den der Checkpoint für Validierungspaare erzeugt, von 0 bis 1</translation>
    </message>
    <message>
        <source>Mean cross-entropy a token of the validation pairs, of the epoch that was kept</source>
        <translation>Mittlere Kreuzentropie je Token der Validierungspaare, der behaltenen Epoche</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungs-Loss</translation>
    </message>
    <message>
        <source>As transformers&apos; Trainer noted it beside the checkpoint, without an interval</source>
        <translation>Wie es der Trainer von transformers neben dem Checkpoint notiert hat, ohne Intervall</translation>
    </message>
    <message>
        <source>The learning rate that the checkpoint was trained with, the largest of its schedule</source>
        <translation>Die Lernrate, mit der der Checkpoint trainiert wurde, die größte ihres Verlaufs</translation>
    </message>
</context>
<context>
    <name>sparsight::RunTableModel</name>
    <message>
        <source>%1 … %2 (%3)</source>
        <translation>%1 … %2 (%3)</translation>
    </message>
    <message>
        <source>decoder %1</source>
        <translation>Decoder %1</translation>
    </message>
    <message numerus="yes">
        <source>Non-zero sentence values; %Ln of them were clipped to the largest fp16 value.</source>
        <translation>
            <numerusform>Satzwerte ungleich null; %Ln davon wurde auf den größten fp16-Wert begrenzt.</numerusform>
            <numerusform>Satzwerte ungleich null; %Ln davon wurden auf den größten fp16-Wert begrenzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cut off; resume it to capture the rest.</source>
        <translation>Unterbrochen; setzen Sie sie fort, um den Rest aufzuzeichnen.</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message numerus="yes">
        <source>decoder generates %n token(s) at most</source>
        <translation>
            <numerusform>Decoder erzeugt höchstens %n Token</numerusform>
            <numerusform>Decoder erzeugt höchstens %n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 Werte</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>A run of a checkpoint over a data set, with its choices</source>
        <translation>Ein Lauf eines Checkpoints über einen Datensatz, mit seinen Einstellungen</translation>
    </message>
    <message>
        <source>Sentences of the data set that are captured</source>
        <translation>Sätze des Datensatzes, die aufgezeichnet sind</translation>
    </message>
    <message>
        <source>What the run&apos;s values take in the project file, and how many values that are not zero there are: one for each sentence and neuron at most</source>
        <translation>Was die Werte des Laufs in der Projektdatei belegen, und wie viele Werte es gibt, die nicht null sind: höchstens einer je Satz und Neuron</translation>
    </message>
</context>
<context>
    <name>sparsight::RunsButton</name>
    <message>
        <source>The runs (checkpoints) to show side by side</source>
        <translation>Die Aufzeichnungen (Checkpoints), die nebeneinander gezeigt werden</translation>
    </message>
    <message>
        <source>%1 (cut off)</source>
        <translation>%1 (abgebrochen)</translation>
    </message>
    <message>
        <source>Runs: %1 ▾</source>
        <translation>Aufzeichnungen: %1 ▾</translation>
    </message>
</context>
<context>
    <name>sparsight::RunsCard</name>
    <message>
        <source>Captures</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Delete a capture</source>
        <translation>Aufzeichnung löschen</translation>
    </message>
    <message>
        <source>Delete “%1” and its %2 non-zero values? This cannot be undone.</source>
        <translation>„%1“ mit %2 Werten ungleich null löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>A capture runs a data set through the checkpoint and keeps what every neuron of the chosen layers answers to each sentence.</source>
        <translation>Eine Aufzeichnung lässt einen Datensatz durch den Checkpoint laufen und behält, wie jedes Neuron der gewählten Schichten auf jeden Satz anspricht.</translation>
    </message>
    <message>
        <source>This project has none yet.</source>
        <translation>Dieses Projekt hat noch keine.</translation>
    </message>
    <message>
        <source>Captures are kept in a project; open or make one first.</source>
        <translation>Aufzeichnungen liegen in einem Projekt; öffnen oder erstellen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>Choose a capture.</source>
        <translation>Wählen Sie eine Aufzeichnung.</translation>
    </message>
    <message>
        <source>The project is open read-only.</source>
        <translation>Das Projekt ist schreibgeschützt geöffnet.</translation>
    </message>
    <message>
        <source>Resume “%1”</source>
        <translation>„%1“ fortsetzen</translation>
    </message>
    <message>
        <source>This capture is complete.</source>
        <translation>Diese Aufzeichnung ist vollständig.</translation>
    </message>
    <message>
        <source>A capture is running.</source>
        <translation>Eine Aufzeichnung läuft.</translation>
    </message>
    <message>
        <source>Goes on with “%1” after %L2 of %L3 sentences</source>
        <translation>Setzt „%1“ nach %L2 von %L3 Sätzen fort</translation>
    </message>
    <message>
        <source>A capture is running; cancel it first.</source>
        <translation>Eine Aufzeichnung läuft; erst abbrechen.</translation>
    </message>
</context>
<context>
    <name>sparsight::ScatterLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceAblation</name>
    <message>
        <source>%1 times less likely</source>
        <translation>%1-mal weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>%1 times more likely</source>
        <translation>%1-mal wahrscheinlicher</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Type or paste a sentence</source>
        <translation>Satz eingeben oder einfügen</translation>
    </message>
    <message>
        <source>Decoder text</source>
        <translation>Decodertext</translation>
    </message>
    <message>
        <source>Written before</source>
        <translation>Vorher geschrieben</translation>
    </message>
    <message>
        <source>Written after</source>
        <translation>Nachher geschrieben</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Layers by how much they change</source>
        <translation>Schichten danach, wie sehr sie sich ändern</translation>
    </message>
    <message>
        <source>%1 changes by %2 (norm of the change over norm before)
%3</source>
        <translation>%1 ändert sich um %2 (Norm der Änderung durch Norm vorher)
%3</translation>
    </message>
    <message>
        <source>%1: not computed
%2</source>
        <translation>%1: nicht berechnet
%2</translation>
    </message>
    <message>
        <source>Neurons that change most</source>
        <translation>Neuronen, die sich am meisten ändern</translation>
    </message>
    <message>
        <source>Downstream</source>
        <translation>Dahinter</translation>
    </message>
    <message>
        <source>The decoder text is %1</source>
        <translation>Der Decodertext ist %1</translation>
    </message>
    <message>
        <source>%1: log p %2 before, %3 after.</source>
        <translation>%1: log p %2 vorher, %3 nachher.</translation>
    </message>
    <message>
        <source>Σ log p(token | sentence, tokens before it) in nats, over %L1 tokens; &lt;/s&gt; counts where the text ends by it</source>
        <translation>Σ log p(Token | Satz, Token davor) in Nat, über %L1 Token; &lt;/s&gt; zählt, wo der Text damit endet</translation>
    </message>
    <message>
        <source>No neuron of a later layer changes.</source>
        <translation>Kein Neuron einer späteren Schicht ändert sich.</translation>
    </message>
    <message>
        <source>The text is longer than %L1 tokens and was cut.</source>
        <translation>Der Text ist länger als %L1 Token und wurde gekürzt.</translation>
    </message>
    <message>
        <source>The sentence is computed twice, as the checkpoint is and with the neurons set: what is written, how probable it is, and which neurons of later layers change.</source>
        <translation>Der Satz wird zweimal berechnet, mit dem Checkpoint, wie er ist, und mit den gesetzten Neuronen: was geschrieben wird, wie wahrscheinlich es ist und welche Neuronen späterer Schichten sich ändern.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Name a neuron and write a sentence first</source>
        <translation>Nennen Sie zuerst ein Neuron und schreiben Sie einen Satz</translation>
    </message>
    <message>
        <source>Try it with an example</source>
        <translation>Mit einem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>just as likely</source>
        <translation>ebenso wahrscheinlich</translation>
    </message>
    <message>
        <source>The text written before is %1</source>
        <translation>Der vorher geschriebene Text ist %1</translation>
    </message>
    <message>
        <source>The neurons have this value at every token of the sentence already: nothing changes.</source>
        <translation>Die Neuronen haben diesen Wert schon an jedem Token des Satzes: Nichts ändert sich.</translation>
    </message>
    <message>
        <source>Decoder text (optional)</source>
        <translation>Decodertext (freiwillig)</translation>
    </message>
    <message>
        <source>Whose probability is compared; without it, that of the text that is written before</source>
        <translation>Dessen Wahrscheinlichkeit verglichen wird; ohne ihn die des vorher geschriebenen Textes</translation>
    </message>
    <message>
        <source>change of each layer: norm of (after − before) / norm of before, over all tokens</source>
        <translation>Änderung jeder Schicht: Norm von (nachher − vorher) / Norm von vorher, über alle Tokens</translation>
    </message>
    <message>
        <source>%1, for the sentence “%2”.</source>
        <translation>%1, für den Satz „%2“.</translation>
    </message>
    <message>
        <source>Change of each layer: norm of (after − before) / norm of before</source>
        <translation>Änderung jeder Schicht: Norm von (nachher − vorher) / Norm von vorher</translation>
    </message>
    <message>
        <source>%L1 neurons of later layers change, the largest change first; a layer above shows its own</source>
        <translation>%L1 Neuronen späterer Schichten ändern sich, die größte Änderung zuerst; eine Schicht darüber zeigt ihre eigenen</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceFilterBar</name>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln less frequent one(s)</source>
        <translation>
            <numerusform>und %Ln seltenere</numerusform>
            <numerusform>und %Ln seltenere</numerusform>
        </translation>
    </message>
    <message>
        <source>Search the sentences</source>
        <translation>Die Sätze durchsuchen</translation>
    </message>
    <message>
        <source>Every word must occur; &quot;quoted words&quot; stand together; a star ends a beginning: light*</source>
        <translation>Jedes Wort muss vorkommen; &quot;Wörter in Anführungszeichen&quot; stehen beisammen; ein Stern beendet einen Wortanfang: light*</translation>
    </message>
    <message>
        <source>any label</source>
        <translation>jedes Etikett</translation>
    </message>
    <message>
        <source>any group</source>
        <translation>jede Gruppe</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceListModel</name>
    <message>
        <source>%1
value %2</source>
        <translation>%1
Wert %2</translation>
    </message>
    <message>
        <source>, strongest at token %1</source>
        <translation>, am stärksten bei Token %1</translation>
    </message>
    <message>
        <source>
sentence %1</source>
        <translation>
Satz %1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>The neuron&apos;s value of the sentence, as it was stored</source>
        <translation>Der Wert des Neurons für den Satz, wie er gespeichert wurde</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceListView</name>
    <message>
        <source>Sentences of the neuron</source>
        <translation>Sätze des Neurons</translation>
    </message>
    <message>
        <source>No sentence.</source>
        <translation>Kein Satz.</translation>
    </message>
</context>
<context>
    <name>sparsight::SentencePin</name>
    <message>
        <source>Pin the sentence</source>
        <translation>Satz anheften</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceTab</name>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Type or paste a sentence</source>
        <translation>Satz eintippen oder einfügen</translation>
    </message>
    <message>
        <source>The speed of light is the same for every observer.</source>
        <translation>The speed of light is the same for every observer.</translation>
    </message>
    <message>
        <source>She painted the fence green and the door dark red.</source>
        <translation>She painted the fence green and the door dark red.</translation>
    </message>
    <message>
        <source>The chemist measures the acid.</source>
        <translation>The chemist measures the acid.</translation>
    </message>
    <message>
        <source>The painter measures the acid.</source>
        <translation>The painter measures the acid.</translation>
    </message>
    <message>
        <source>The river crosses the valley.</source>
        <translation>The river crosses the valley.</translation>
    </message>
    <message>
        <source>The river never crosses the valley.</source>
        <translation>The river never crosses the valley.</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No checkpoint to compare</source>
        <translation>Kein Checkpoint zum Vergleichen</translation>
    </message>
    <message>
        <source>What does another checkpoint make of the sentence?</source>
        <translation>Was macht ein anderer Checkpoint aus dem Satz?</translation>
    </message>
    <message>
        <source>Which neurons follow a word?</source>
        <translation>Welche Neuronen folgen einem Wort?</translation>
    </message>
    <message>
        <source>Which neurons changed?</source>
        <translation>Welche Neuronen haben sich geändert?</translation>
    </message>
    <message>
        <source>Open a project with checkpoints, or load one, to see a sentence through it.</source>
        <translation>Ein Projekt mit Checkpoints öffnen oder einen Checkpoint laden, um einen Satz durch ihn zu sehen.</translation>
    </message>
    <message>
        <source>There is one checkpoint only. Fine-tune it or capture with another one and it can be chosen above; or compare two sentences through this one.</source>
        <translation>Es gibt nur einen Checkpoint. Wird er feinabgestimmt oder mit einem anderen erfasst, lässt sich dieser oben wählen; oder zwei Sätze durch den einen vergleichen.</translation>
    </message>
    <message>
        <source>Choose another checkpoint above, beside the first. Or compare two sentences through this one.</source>
        <translation>Oben neben dem ersten einen weiteren Checkpoint wählen. Oder zwei Sätze durch diesen vergleichen.</translation>
    </message>
    <message>
        <source>Type two sentences that differ in a word: both go through the checkpoint, and the neurons that tell them apart come first. Or begin with these:</source>
        <translation>Zwei Sätze eingeben, die sich in einem Wort unterscheiden: Beide gehen durch den Checkpoint, und die Neuronen, die sie unterscheiden, stehen vorn. Oder hiermit beginnen:</translation>
    </message>
    <message>
        <source>Type a sentence above: it goes through every checkpoint that is chosen, and the neurons that differ most come first. Or begin with one of these:</source>
        <translation>Oben einen Satz eingeben: Er geht durch jeden gewählten Checkpoint, und die Neuronen, die sich am meisten unterscheiden, stehen vorn. Oder mit einem von diesen beginnen:</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Checkpoint wählen</translation>
    </message>
    <message>
        <source>Compare two sentences</source>
        <translation>Zwei Sätze vergleichen</translation>
    </message>
    <message>
        <source>Sentence B</source>
        <translation>Satz B</translation>
    </message>
    <message>
        <source>Sentence B: change a word</source>
        <translation>Satz B: ein Wort ändern</translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceTableModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The sentence&apos;s place in the data set, from 0</source>
        <translation>Der Platz des Satzes im Datensatz, ab 0</translation>
    </message>
</context>
<context>
    <name>sparsight::SentencesPane</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>Ziele</translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped</source>
        <translation>
            <numerusform>%Ln leere Zeile übersprungen</numerusform>
            <numerusform>%Ln leere Zeilen übersprungen</numerusform>
        </translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>aus %1</translation>
    </message>
    <message>
        <source>Remove this data set with its captures…</source>
        <translation>Diesen Datensatz mit seinen Aufzeichnungen entfernen …</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Search “%1”</source>
        <translation>„%1“ durchsuchen</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>sucht …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Copy the selected rows with headers, or all that are shown (Ctrl+C)</source>
        <translation>Die gewählten Zeilen mit Überschriften kopieren, oder alle gezeigten (Strg+C)</translation>
    </message>
    <message>
        <source>Write the sentences that are shown, with all columns, to a CSV file</source>
        <translation>Die gezeigten Sätze mit allen Spalten in eine CSV-Datei schreiben</translation>
    </message>
    <message>
        <source>No sentence has both this label and this group.</source>
        <translation>Kein Satz hat sowohl dieses Etikett als auch diese Gruppe.</translation>
    </message>
    <message>
        <source>No sentence with this label or group contains “%1”.</source>
        <translation>Kein Satz mit diesem Etikett oder dieser Gruppe enthält „%1“.</translation>
    </message>
    <message>
        <source>No sentence contains “%1”.</source>
        <translation>Kein Satz enthält „%1“.</translation>
    </message>
    <message>
        <source>At most %1 rows are copied; select fewer, or export them.</source>
        <translation>Höchstens %1 Zeilen werden kopiert; wählen Sie weniger, oder exportieren Sie sie.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>%Ln Zeile kopiert</numerusform>
            <numerusform>%Ln Zeilen kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>Angezeigtes exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export “%1”</source>
        <translation>„%1“ exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) written to %1</source>
        <translation>
            <numerusform>%Ln Zeile nach %1 geschrieben</numerusform>
            <numerusform>%Ln Zeilen nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>A capture or a training is running; cancel it first.</source>
        <translation>Eine Aufzeichnung oder ein Training läuft; erst abbrechen.</translation>
    </message>
</context>
<context>
    <name>sparsight::SettingsDialog</name>
    <message>
        <source>as configured</source>
        <translation>wie konfiguriert</translation>
    </message>
    <message>
        <source>How a checkpoint was trained</source>
        <translation>Wie ein Checkpoint trainiert wurde</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>sparsight::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Heatmaps</source>
        <translation>Heatmaps</translation>
    </message>
    <message>
        <source>go to the next cell</source>
        <translation>zur nächsten Zelle gehen</translation>
    </message>
    <message>
        <source>first and last cell of the row</source>
        <translation>erste und letzte Zelle der Zeile</translation>
    </message>
    <message>
        <source>some rows up or down</source>
        <translation>einige Zeilen hinauf oder hinab</translation>
    </message>
    <message>
        <source>choose the cell</source>
        <translation>die Zelle wählen</translation>
    </message>
    <message>
        <source>open the neuron&apos;s page</source>
        <translation>die Seite des Neurons öffnen</translation>
    </message>
    <message>
        <source>zoom in and out (also the wheel)</source>
        <translation>vergrößern und verkleinern (auch das Mausrad)</translation>
    </message>
    <message>
        <source>show everything (also a double click)</source>
        <translation>alles zeigen (auch ein Doppelklick)</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>copy the chosen rows with headers</source>
        <translation>die gewählten Zeilen mit Überschriften kopieren</translation>
    </message>
    <message>
        <source>open the row&apos;s neuron</source>
        <translation>das Neuron der Zeile öffnen</translation>
    </message>
    <message>
        <source>on a title: sort by it as well</source>
        <translation>auf einen Titel: auch danach sortieren</translation>
    </message>
    <message>
        <source>search the sentences of a data set</source>
        <translation>die Sätze eines Datensatzes durchsuchen</translation>
    </message>
    <message>
        <source>change or remove a keyword</source>
        <translation>ein Stichwort ändern oder entfernen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>choose the next layer</source>
        <translation>die nächste Schicht wählen</translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation>Der Satz</translation>
    </message>
    <message>
        <source>choose all of it, to write another</source>
        <translation>ihn ganz wählen, um einen anderen zu schreiben</translation>
    </message>
    <message>
        <source>take back what was written</source>
        <translation>Geschriebenes zurücknehmen</translation>
    </message>
    <message>
        <source>A neuron&apos;s page and the inspector</source>
        <translation>Die Seite eines Neurons und der Inspektor</translation>
    </message>
    <message>
        <source>previous and next neuron</source>
        <translation>voriges und nächstes Neuron</translation>
    </message>
    <message>
        <source>copy the chosen sentences</source>
        <translation>die gewählten Sätze kopieren</translation>
    </message>
    <message>
        <source>go to what is pinned</source>
        <translation>zum Angehefteten gehen</translation>
    </message>
    <message>
        <source>unpin it</source>
        <translation>es lösen</translation>
    </message>
    <message>
        <source>click</source>
        <translation>Klick</translation>
    </message>
</context>
<context>
    <name>sparsight::SidesBar</name>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>The checkpoint that the others are compared with</source>
        <translation>Der Checkpoint, mit dem die anderen verglichen werden</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Whose feed-forward neurons are shown</source>
        <translation>Deren Feed-Forward-Neuronen gezeigt werden</translation>
    </message>
    <message>
        <source>Difference of</source>
        <translation>Unterschied von</translation>
    </message>
    <message>
        <source>Which of the others is held against the first in the difference, the table and the tokens</source>
        <translation>Welcher der anderen im Unterschied, in der Tabelle und bei den Tokens dem ersten gegenübersteht</translation>
    </message>
    <message>
        <source>The checkpoints that read the same sentence beside the first</source>
        <translation>Die Checkpoints, die neben dem ersten denselben Satz lesen</translation>
    </message>
    <message>
        <source>Two sentences</source>
        <translation>Zwei Sätze</translation>
    </message>
    <message>
        <source>A minimal pair: two sentences through the first checkpoint. Change a word and see which neurons follow it.</source>
        <translation>Ein Minimalpaar: zwei Sätze durch den ersten Checkpoint. Ein Wort ändern und sehen, welche Neuronen ihm folgen.</translation>
    </message>
    <message>
        <source>with %1 ▾</source>
        <translation>mit %1 ▾</translation>
    </message>
    <message>
        <source>with %L1 others ▾</source>
        <translation>mit %L1 anderen ▾</translation>
    </message>
    <message>
        <source>%1 tokens · %2 ms</source>
        <translation>%1 Tokens · %2 ms</translation>
    </message>
    <message>
        <source>sentence A</source>
        <translation>Satz A</translation>
    </message>
    <message>
        <source>sentence B</source>
        <translation>Satz B</translation>
    </message>
</context>
<context>
    <name>sparsight::SidesView</name>
    <message>
        <source>Difference of the neurons&apos; activations</source>
        <translation>Unterschied der Aktivierungen der Neuronen</translation>
    </message>
    <message>
        <source>Neurons that differ most</source>
        <translation>Größte Unterschiede</translation>
    </message>
    <message>
        <source>Neurons that differ between both sides</source>
        <translation>Neuronen, die sich zwischen beiden Seiten unterscheiden</translation>
    </message>
    <message>
        <source>No neuron differs.</source>
        <translation>Kein Neuron unterscheidet sich.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Neurons of %1, coloured by activation</source>
        <translation>Neuronen von %1, gefärbt nach Aktivierung</translation>
    </message>
    <message>
        <source>Loading %1 …</source>
        <translation>%1 wird geladen …</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>%1 − %2</source>
        <translation>%1 − %2</translation>
    </message>
    <message>
        <source>orange: stronger in %1, blue: weaker</source>
        <translation>orange: stärker in %1, blau: schwächer</translation>
    </message>
    <message>
        <source>A in %1 minus A in %2, neuron by neuron</source>
        <translation>A in %1 minus A in %2, Neuron für Neuron</translation>
    </message>
    <message>
        <source>Shown once both sides are there.</source>
        <translation>Erscheint, sobald beide Seiten da sind.</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 pairs of tokens</source>
        <translation>%1 von %2 · %3 Paare von Tokens</translation>
    </message>
    <message>
        <source>Tokens · neuron %1</source>
        <translation>Tokens · Neuron %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>neuron %1</source>
        <translation>Neuron %1</translation>
    </message>
    <message>
        <source>change: %1</source>
        <translation>Änderung: %1</translation>
    </message>
    <message>
        <source>at “%1”: %2</source>
        <translation>bei „%1“: %2</translation>
    </message>
    <message>
        <source>%1 − %2: difference of the neurons of %3</source>
        <translation>%1 − %2: Unterschied der Neuronen von %3</translation>
    </message>
    <message>
        <source>Tokens, neuron %1 of %2</source>
        <translation>Token, Neuron %1 von %2</translation>
    </message>
    <message>
        <source>Share of entries that fire, by layer: %1</source>
        <translation>Anteil der Einträge, die feuern, nach Schicht: %1</translation>
    </message>
    <message>
        <source>Neurons of %3: %1</source>
        <translation>Neuronen von %3: %1</translation>
    </message>
    <message>
        <source>full height: %1</source>
        <translation>volle Höhe: %1</translation>
    </message>
    <message>
        <source>Share of entries that fire in each layer; the bars of all sides have one scale</source>
        <translation>Anteil der Einträge, die in jeder Schicht feuern; die Balken aller Seiten haben denselben Maßstab</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Layer %1, %2 “%3”, ε = %4.</source>
        <translation>Schicht %1, %2 „%3“, ε = %4.</translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityFigure</name>
    <message numerus="yes">
        <source>(%Ln token(s))</source>
        <translation>
            <numerusform>(%Ln Token)</numerusform>
            <numerusform>(%Ln Token)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 by layer</source>
        <translation>%1 nach Schicht</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>%1 in %</source>
        <translation>%1 in %</translation>
    </message>
    <message>
        <source>density in %</source>
        <translation>Dichte in %</translation>
    </message>
    <message>
        <source>Density by position: %1</source>
        <translation>Dichte nach Position: %1</translation>
    </message>
    <message>
        <source>position of the token</source>
        <translation>Position des Tokens</translation>
    </message>
    <message>
        <source>Density by kind of token: %1</source>
        <translation>Dichte nach Art des Tokens: %1</translation>
    </message>
    <message>
        <source>kind of token</source>
        <translation>Art des Tokens</translation>
    </message>
    <message>
        <source>word start</source>
        <translation>Wortanfang</translation>
    </message>
    <message>
        <source>continuation</source>
        <translation>Fortsetzung</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>Satzzeichen</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>special (&lt;/s&gt;)</source>
        <translation>Sondertoken (&lt;/s&gt;)</translation>
    </message>
    <message>
        <source>How often neurons fire: %1</source>
        <translation>Wie oft Neuronen feuern: %1</translation>
    </message>
    <message>
        <source>share of the tokens at which a neuron fires, up to</source>
        <translation>Anteil der Token, an denen ein Neuron feuert, bis</translation>
    </message>
    <message>
        <source>neurons in %</source>
        <translation>Neuronen in %</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message numerus="yes">
        <source>(%Ln neuron(s))</source>
        <translation>
            <numerusform>(%Ln Neuron)</numerusform>
            <numerusform>(%Ln Neuronen)</numerusform>
        </translation>
    </message>
    <message>
        <source>random twin</source>
        <translation>Zufallszwilling</translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityForm</name>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>The checkpoints to measure, side by side</source>
        <translation>Die Checkpoints, die nebeneinander gemessen werden</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>The data sets to measure on, e.g. texts like those of the training, and others that were held out</source>
        <translation>Die Datensätze, auf denen gemessen wird, z. B. Texte wie im Training und andere, die zurückgehalten wurden</translation>
    </message>
    <message>
        <source>Random twin</source>
        <translation>Zufallszwilling</translation>
    </message>
    <message>
        <source>Also a checkpoint of the first one&apos;s shape with random weights: about half of its neurons fire, which is what training is held against</source>
        <translation>Auch ein Checkpoint von der Form des ersten mit zufälligen Gewichten: Etwa die Hälfte seiner Neuronen feuert, daran misst sich das Training</translation>
    </message>
    <message>
        <source>What can be left out where nothing is exactly zero; it takes a product with wo for every token</source>
        <translation>Was entfallen kann, wo nichts genau null ist; kostet für jedes Token ein Produkt mit wo</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Whether the decoder runs, and what it reads</source>
        <translation>Ob der Decoder läuft und was er liest</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Which sentences of a data set are read</source>
        <translation>Welche Sätze eines Datensatzes gelesen werden</translation>
    </message>
    <message>
        <source>target text</source>
        <translation>Zieltext</translation>
    </message>
    <message>
        <source>The target text of a sentence, or the sentence itself where it has none</source>
        <translation>Der Zieltext eines Satzes, oder der Satz selbst, wo er keinen hat</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>what it writes</source>
        <translation>was er schreibt</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>die ersten</translation>
    </message>
    <message>
        <source>drawn blindly</source>
        <translation>blind gezogen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>How many sentences</source>
        <translation>Wie viele Sätze</translation>
    </message>
    <message>
        <source>So many of each data set; 0: all</source>
        <translation>So viele aus jedem Datensatz; 0: alle</translation>
    </message>
    <message>
        <source>A neuron fires where |a| is larger. 0 is right for relu; gelu and silu are hardly ever exactly zero</source>
        <translation>Ein Neuron feuert, wo |a| größer ist. Für relu ist 0 richtig; gelu und silu sind fast nie genau null</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityPage</name>
    <message>
        <source>How few neurons fire?</source>
        <translation>Wie wenige Neuronen feuern?</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Kinds of token</source>
        <translation>Arten von Token</translation>
    </message>
    <message>
        <source>The number that is drawn of every layer</source>
        <translation>Die Zahl, die von jeder Schicht gezeichnet wird</translation>
    </message>
    <message>
        <source>Sparsity</source>
        <translation>Spärlichkeit</translation>
    </message>
    <message>
        <source>Sparsity of the layers</source>
        <translation>Spärlichkeit der Schichten</translation>
    </message>
    <message>
        <source>A row is a layer; the published numbers are at the end</source>
        <translation>Eine Zeile ist eine Schicht; am Ende stehen die veröffentlichten Zahlen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Sparsity of %1</source>
        <translation>Spärlichkeit von %1</translation>
    </message>
    <message numerus="yes">
        <source>Sparsity of %Ln checkpoint(s)</source>
        <translation>
            <numerusform>Spärlichkeit von %Ln Checkpoint</numerusform>
            <numerusform>Spärlichkeit von %Ln Checkpoints</numerusform>
        </translation>
    </message>
    <message>
        <source>Measuring; the status bar shows how far it is.</source>
        <translation>Es wird gemessen; die Statusleiste zeigt, wie weit es ist.</translation>
    </message>
    <message>
        <source>encoder %1</source>
        <translation>Encoder %1</translation>
    </message>
    <message>
        <source>decoder %1</source>
        <translation>Decoder %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Mean share of the neurons that fire at a token. %1.</source>
        <translation>Mittlerer Anteil der Neuronen, die an einem Token feuern. %1.</translation>
    </message>
    <message>
        <source>Trained Transformers leave most of their neurons at zero. See how many fire, in which layers, at which positions and words. Open a project with sentences first.</source>
        <translation>Trainierte Transformer lassen die meisten ihrer Neuronen auf null. Sehen Sie, wie viele feuern, in welchen Schichten, an welchen Positionen und Wörtern. Öffnen Sie zuerst ein Projekt mit Sätzen.</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>It is measured on sentences. Import a data set first.</source>
        <translation>Gemessen wird auf Sätzen. Importieren Sie zuerst einen Datensatz.</translation>
    </message>
    <message>
        <source>Import a data set</source>
        <translation>Datensatz importieren</translation>
    </message>
    <message>
        <source>There is no checkpoint yet. Choose one first.</source>
        <translation>Noch ist kein Checkpoint da. Wählen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>Checkpoint wählen</translation>
    </message>
    <message>
        <source>Trained Transformers leave most of their neurons at zero. Run a checkpoint over the first sentences of a data set and see how many neurons fire, in which layers, at which positions and words, beside the same checkpoint with random weights.</source>
        <translation>Trainierte Transformer lassen die meisten ihrer Neuronen auf null. Lassen Sie einen Checkpoint die ersten Sätze eines Datensatzes lesen und sehen Sie, wie viele Neuronen feuern, in welchen Schichten, an welchen Positionen und Wörtern, neben demselben Checkpoint mit zufälligen Gewichten.</translation>
    </message>
    <message>
        <source>There is no such number here.</source>
        <translation>Diese Zahl gibt es hier nicht.</translation>
    </message>
    <message>
        <source>The layer %1 was not measured; choose another in the table.</source>
        <translation>Die Schicht %1 wurde nicht gemessen; wählen Sie eine andere in der Tabelle.</translation>
    </message>
    <message>
        <source>%1 over %2: %L3 sentences, %L4 and %L5 tokens, fires where |a| &gt; %6, decoder %7.</source>
        <translation>%1 über %2: %L3 Sätze, %L4 und %L5 Token, feuert, wo |a| &gt; %6, Decoder %7.</translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityTableModel</name>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>densest</source>
        <translation>dichteste</translation>
    </message>
    <message>
        <source>sparsest</source>
        <translation>spärlichste</translation>
    </message>
    <message>
        <source>Published: %1</source>
        <translation>Veröffentlicht: %1</translation>
    </message>
    <message>
        <source>%1, random twin</source>
        <translation>%1, Zufallszwilling</translation>
    </message>
    <message>
        <source>enc, mean</source>
        <translation>enc, Mittel</translation>
    </message>
    <message>
        <source>dec, mean</source>
        <translation>dec, Mittel</translation>
    </message>
    <message>
        <source>Published in The Lazy Neuron Phenomenon (%1): the share of activations that are not zero, over a whole data set.</source>
        <translation>Veröffentlicht in The Lazy Neuron Phenomenon (%1): der Anteil der Aktivierungen, die nicht null sind, über einen ganzen Datensatz.</translation>
    </message>
    <message>
        <source>Mean over the layers, each with the same weight.</source>
        <translation>Mittel über die Schichten, jede mit gleichem Gewicht.</translation>
    </message>
    <message>
        <source>%1 over %2: %L3 sentences, %L4 tokens; fires where |a| &gt; %5.</source>
        <translation>%1 über %2: %L3 Sätze, %L4 Token; feuert, wo |a| &gt; %5.</translation>
    </message>
    <message>
        <source>Here less than %1 of all tokens (95 %).</source>
        <translation>Hier weniger als %1 aller Token (95 %).</translation>
    </message>
    <message>
        <source>The mean error at this threshold is %1.</source>
        <translation>Der mittlere Fehler bei dieser Schwelle ist %1.</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
</context>
<context>
    <name>sparsight::StatusPanel</name>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>Fortschritt der laufenden Aufgabe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>Die laufende Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Show what runs and what has run</source>
        <translation>Zeigen, was läuft und was gelaufen ist</translation>
    </message>
    <message>
        <source>No checkpoint loaded</source>
        <translation>Kein Checkpoint geladen</translation>
    </message>
    <message>
        <source>● %1 · %2, %3</source>
        <translation>● %1 · %2, %3</translation>
    </message>
    <message>
        <source>%1 computes on %2</source>
        <translation>%1 rechnet auf %2</translation>
    </message>
    <message numerus="yes">
        <source>Jobs (%n failed)</source>
        <translation>
            <numerusform>Aufgaben (%n gescheitert)</numerusform>
            <numerusform>Aufgaben (%n gescheitert)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SubwordsSwitch</name>
    <message>
        <source>Subwords</source>
        <translation>Wortteile</translation>
    </message>
    <message>
        <source>Show the pieces that the tokeniser made, not whole words</source>
        <translation>Die Stücke des Tokenisierers zeigen, nicht ganze Wörter</translation>
    </message>
</context>
<context>
    <name>sparsight::TableTools</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows with headers, or all that are shown (Ctrl+C)</source>
        <translation>Die gewählten Zeilen mit Überschriften kopieren, oder alle gezeigten (Strg+C)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Write the rows that are shown, with all columns, to a CSV file</source>
        <translation>Die gezeigten Zeilen mit allen Spalten in eine CSV-Datei schreiben</translation>
    </message>
    <message>
        <source>Sorted by %1</source>
        <translation>Sortiert nach %1</translation>
    </message>
</context>
<context>
    <name>sparsight::TokensPane</name>
    <message>
        <source>%1 and beyond</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>Tokens at which the neuron is strongest</source>
        <translation>Tokens, bei denen das Neuron am stärksten ist</translation>
    </message>
    <message>
        <source>Tokens of the maximum</source>
        <translation>Tokens des Maximums</translation>
    </message>
    <message>
        <source>Where the neuron is strongest in a sentence. It may fire at others of its tokens too; those are not stored.</source>
        <translation>Wo das Neuron in einem Satz am stärksten ist. Es kann auch bei anderen seiner Tokens feuern; die sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Where in its sentence the maximum is</source>
        <translation>Wo im Satz das Maximum liegt</translation>
    </message>
    <message>
        <source>tenth of the sentence</source>
        <translation>Zehntel des Satzes</translation>
    </message>
    <message>
        <source>position from the start</source>
        <translation>Position vom Anfang</translation>
    </message>
    <message>
        <source>Positions of the maximum</source>
        <translation>Positionen des Maximums</translation>
    </message>
    <message>
        <source>maxima</source>
        <translation>Maxima</translation>
    </message>
    <message>
        <source>if every position were alike</source>
        <translation>wären alle Positionen gleich</translation>
    </message>
    <message>
        <source>Sentences by the position of their maximum, beside Σ 1 / length over their positions</source>
        <translation>Sätze nach der Position ihres Maximums, daneben Σ 1 / Länge über ihre Positionen</translation>
    </message>
    <message>
        <source>The capture was cut off: go on with it first.</source>
        <translation>Die Erfassung wurde abgebrochen: setzen Sie sie zuerst fort.</translation>
    </message>
    <message>
        <source>This run keeps no maxima, so that there is no token of the maximum: capture with the largest value of each sentence.</source>
        <translation>Dieser Lauf behält keine Maxima, und so gibt es kein Token des Maximums: zeichnen Sie mit dem größten Wert jedes Satzes auf.</translation>
    </message>
    <message>
        <source>Reading the tokens…</source>
        <translation>Liest die Tokens …</translation>
    </message>
    <message>
        <source>Tokens of “%1”</source>
        <translation>Tokens von „%1“</translation>
    </message>
    <message>
        <source>n = %L1 sentences in which it fires, of %L2 positions in all. %3.</source>
        <translation>n = %L1 Sätze, in denen es feuert, von %L2 Positionen insgesamt. %3.</translation>
    </message>
    <message>
        <source>Too few sentences to be judged, at least %1.</source>
        <translation>Zu wenige Sätze für ein Urteil, mindestens %1.</translation>
    </message>
    <message>
        <source>asked for: %1 of the maxima, lift %2</source>
        <translation>verlangt: %1 der Maxima, Lift %2</translation>
    </message>
    <message>
        <source>No token neuron (%1).</source>
        <translation>Kein Token-Neuron (%1).</translation>
    </message>
    <message>
        <source>Token neuron</source>
        <translation>Token-Neuron</translation>
    </message>
    <message>
        <source>Bigram neuron</source>
        <translation>Bigramm-Neuron</translation>
    </message>
    <message>
        <source>Trigram neuron</source>
        <translation>Trigramm-Neuron</translation>
    </message>
    <message>
        <source>%1 of “%2”: %3 of the maxima, lift %4 (%5).</source>
        <translation>%1 von „%2“: %3 der Maxima, Lift %4 (%5).</translation>
    </message>
    <message>
        <source>%1: to be spread evenly, %2 of the maxima would have to move by tenths, %3 by positions from the start (asked for: %4, p &lt; %5).</source>
        <translation>%1: für eine gleichmäßige Verteilung müssten nach Zehnteln %2 der Maxima wandern, nach Positionen vom Anfang %3 (verlangt: %4, p &lt; %5).</translation>
    </message>
    <message>
        <source>Positional neuron</source>
        <translation>Positions-Neuron</translation>
    </message>
    <message>
        <source>Not positional</source>
        <translation>Nicht positionsabhängig</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>%1 / %2: sentences by where their maximum is, %3</source>
        <translation>%1 / %2: Sätze nach dem Ort ihres Maximums, %3</translation>
    </message>
</context>
<context>
    <name>sparsight::TopicKtDelegate</name>
    <message>
        <source>[%1]   lift %2   q %3</source>
        <translation>[%1]   Lift %2   q %3</translation>
    </message>
    <message>
        <source>captures no sentence</source>
        <translation>erfasst keinen Satz</translation>
    </message>
</context>
<context>
    <name>sparsight::TopicKtList</name>
    <message>
        <source>KT-score for each topic</source>
        <translation>KT-Wert je Thema</translation>
    </message>
</context>
<context>
    <name>sparsight::TopicKtModel</name>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>KT k / n</source>
        <translation>KT k / n</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q</translation>
    </message>
    <message>
        <source>k of the n sentences in which it fires at all have a keyword: A &gt; 0 (%1)</source>
        <translation>k der n Sätze, in denen es überhaupt feuert, enthalten ein Stichwort: A &gt; 0 (%1)</translation>
    </message>
</context>
<context>
    <name>sparsight::TopicPane</name>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Words of the same stem</source>
        <translation>Wörter gleichen Stamms</translation>
    </message>
    <message>
        <source>Regular expressions</source>
        <translation>Reguläre Ausdrücke</translation>
    </message>
    <message>
        <source>Name of the topic</source>
        <translation>Name des Themas</translation>
    </message>
    <message>
        <source>How keywords match</source>
        <translation>Wie Stichwörter passen</translation>
    </message>
    <message>
        <source>Export the topic to a file…</source>
        <translation>Das Thema in eine Datei exportieren …</translation>
    </message>
    <message>
        <source>Export the topic</source>
        <translation>Thema exportieren</translation>
    </message>
    <message>
        <source>Topics (*.txt)</source>
        <translation>Themen (*.txt)</translation>
    </message>
    <message>
        <source>Remove this topic</source>
        <translation>Dieses Thema entfernen</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>Data set to count in</source>
        <translation>Datensatz, in dem gezählt wird</translation>
    </message>
    <message>
        <source>Matching sentences</source>
        <translation>Passende Sätze</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>There is a topic “%1” already.</source>
        <translation>Ein Thema „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>Write a keyword to see which sentences contain it.</source>
        <translation>Schreiben Sie ein Stichwort, um zu sehen, welche Sätze es enthalten.</translation>
    </message>
    <message>
        <source>Import sentences to see which contain a keyword.</source>
        <translation>Importieren Sie Sätze, um zu sehen, welche ein Stichwort enthalten.</translation>
    </message>
    <message>
        <source>%1 of %2 sentences contain a keyword (%3 %)</source>
        <translation>%1 von %2 Sätzen enthalten ein Stichwort (%3 %)</translation>
    </message>
    <message>
        <source>Remove the selected keywords (Del)</source>
        <translation>Die gewählten Stichwörter entfernen (Entf)</translation>
    </message>
    <message>
        <source>Bring back “%1”</source>
        <translation>„%1“ zurückholen</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
</context>
<context>
    <name>sparsight::TopicPicker</name>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätzen</translation>
    </message>
    <message>
        <source>generated text</source>
        <translation>erzeugtem Text</translation>
    </message>
    <message>
        <source>Keyword in</source>
        <translation>Stichwort in</translation>
    </message>
    <message>
        <source>Where a keyword is looked for: in the data set&apos;s sentences, or in what each run&apos;s checkpoint wrote for them (runs whose decoder generates)</source>
        <translation>Wo nach einem Stichwort gesucht wird: in den Sätzen des Datensatzes oder in dem, was der Checkpoint jeder Aufzeichnung dazu geschrieben hat (Aufzeichnungen, deren Decoder erzeugt)</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainedCard</name>
    <message>
        <source>Trained checkpoints</source>
        <translation>Trainierte Checkpoints</translation>
    </message>
    <message>
        <source>Every checkpoint that is trained in this project has its row here, with how it did.</source>
        <translation>Jeder Checkpoint, der in diesem Projekt trainiert wird, hat hier seine Zeile, mit seinem Ergebnis.</translation>
    </message>
    <message>
        <source>Use in Live</source>
        <translation>In Live verwenden</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
    <message>
        <source>Show the training settings</source>
        <translation>Die Trainingseinstellungen zeigen</translation>
    </message>
    <message>
        <source>Take these settings</source>
        <translation>Diese Einstellungen übernehmen</translation>
    </message>
    <message>
        <source>Capture with all</source>
        <translation>Mit allen aufzeichnen</translation>
    </message>
    <message>
        <source>Captures the same data with the parent and its trained checkpoints, where that is not done yet, and shows their KT-scores side by side.</source>
        <translation>Zeichnet dieselben Daten mit dem Ausgangs-Checkpoint und den daraus trainierten auf, wo das noch nicht geschehen ist, und zeigt ihre KT-Scores nebeneinander.</translation>
    </message>
    <message>
        <source>Choose checkpoints of one parent.</source>
        <translation>Wählen Sie Checkpoints mit demselben Ausgangs-Checkpoint.</translation>
    </message>
    <message numerus="yes">
        <source>Capture with %n checkpoint(s)</source>
        <translation>
            <numerusform>Mit %n Checkpoint aufzeichnen</numerusform>
            <numerusform>Mit %n Checkpoints aufzeichnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingCurves</name>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>F-measure of the text generated for validation pairs, from 0 to 1</source>
        <translation>F-Maß des Texts, der für die Validierungspaare erzeugt wurde, von 0 bis 1</translation>
    </message>
    <message>
        <source>the loss of each step</source>
        <translation>der Loss jedes Schritts</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>Validierungs-Loss</translation>
    </message>
    <message>
        <source>after each epoch</source>
        <translation>nach jeder Epoche</translation>
    </message>
    <message>
        <source>ROUGE</source>
        <translation>ROUGE</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainings-Loss</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungs-Loss</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Trainings-Loss</translation>
    </message>
    <message>
        <source>(the parent, before training)</source>
        <translation>(der Ausgangs-Checkpoint, vor dem Training)</translation>
    </message>
    <message>
        <source>Checkpoint %1, learning rate %2</source>
        <translation>Checkpoint %1, Lernrate %2</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingForm</name>
    <message>
        <source>Fine-tune a checkpoint</source>
        <translation>Einen Checkpoint trainieren</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>The checkpoint to start from: those of the project and of the Models page&apos;s folder.</source>
        <translation>Der Checkpoint, von dem ausgegangen wird: die des Projekts und des Ordners auf der Seite „Modelle“.</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>The data sets of the project whose sentences have target texts.</source>
        <translation>Die Datensätze des Projekts, deren Sätze Zieltexte haben.</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>Lernraten</translation>
    </message>
    <message>
        <source>One checkpoint is trained with each, e.g. 0.01, 0.001, 0.0001.</source>
        <translation>Mit jeder wird ein Checkpoint trainiert, z. B. 0.01, 0.001, 0.0001.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often all pairs are trained on.</source>
        <translation>Wie oft mit allen Paaren trainiert wird.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Pairs of one step of the optimiser.</source>
        <translation>Paare eines Optimierungsschritts.</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How the weights follow their gradients.</source>
        <translation>Wie die Gewichte ihren Gradienten folgen.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Schedule, dropout, precision, validation and the other settings</source>
        <translation>Verlauf, Dropout, Genauigkeit, Validierung und die übrigen Einstellungen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>“%1” is not a number. Rates are written with a point, and commas between them: 0.01, 0.001</source>
        <translation>„%1“ ist keine Zahl. Raten werden mit Punkt geschrieben und durch Kommas getrennt: 0.01, 0.001</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 steht zweimal da.</translation>
    </message>
    <message>
        <source>Give at least one learning rate, e.g. 0.001.</source>
        <translation>Geben Sie mindestens eine Lernrate an, z. B. 0.001.</translation>
    </message>
    <message>
        <source>Open or make a project first.</source>
        <translation>Öffnen oder erstellen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>The project is open read-only.</source>
        <translation>Das Projekt ist schreibgeschützt geöffnet.</translation>
    </message>
    <message>
        <source>Import pairs of source and target texts, or papers with summaries, first.</source>
        <translation>Importieren Sie zuerst Paare aus Quell- und Zieltext oder Artikel mit Zusammenfassungen.</translation>
    </message>
    <message>
        <source>There is no checkpoint to start from; choose a folder on the Models page.</source>
        <translation>Es gibt keinen Checkpoint, von dem ausgegangen werden kann; wählen Sie auf der Seite „Modelle“ einen Ordner.</translation>
    </message>
    <message>
        <source>A training runs; the next one can be started after it.</source>
        <translation>Ein Training läuft; danach kann das nächste beginnen.</translation>
    </message>
    <message>
        <source>Something above needs to be put right.</source>
        <translation>Oben muss etwas berichtigt werden.</translation>
    </message>
    <message>
        <source>Something under “More” needs to be put right.</source>
        <translation>Unter „Mehr“ muss etwas berichtigt werden.</translation>
    </message>
    <message>
        <source>“%1” may be one rate or two: write %2 or %3.</source>
        <translation>„%1“ kann eine Rate sein oder zwei: schreiben Sie %2 oder %3.</translation>
    </message>
    <message>
        <source>There is no rate between two commas.</source>
        <translation>Zwischen zwei Kommas steht keine Rate.</translation>
    </message>
    <message>
        <source>A learning rate is above 0 and at most 1000, not %1.</source>
        <translation>Eine Lernrate liegt über 0 und bei höchstens 1000, nicht %1.</translation>
    </message>
    <message>
        <source>Runs beside your work; a training that is cut off can be resumed.</source>
        <translation>Läuft neben Ihrer Arbeit; ein unterbrochenes Training kann fortgesetzt werden.</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingOptions</name>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How the learning rate goes on after the warm-up.</source>
        <translation>Wie die Lernrate nach dem Aufwärmen verläuft.</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>linear to 0</source>
        <translation>linear bis 0</translation>
    </message>
    <message>
        <source>cosine to 0</source>
        <translation>Kosinus bis 0</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>Aufwärmschritte</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises from 0.</source>
        <translation>Schritte, über die die Lernrate von 0 ansteigt.</translation>
    </message>
    <message>
        <source>Clipping norm</source>
        <translation>Clipping-Norm</translation>
    </message>
    <message>
        <source>Largest global norm of the gradients. 0: they are not clipped.</source>
        <translation>Größte globale Norm der Gradienten. 0: Sie werden nicht gekappt.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Adam adds it to the gradient, AdamW and Adafactor decouple it.</source>
        <translation>Adam addiert ihn zum Gradienten, AdamW und Adafactor entkoppeln ihn.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>From 0 to 0.99. Empty: dropout_rate of the checkpoint&apos;s configuration.</source>
        <translation>Von 0 bis 0.99. Leer: dropout_rate aus der Konfiguration des Checkpoints.</translation>
    </message>
    <message>
        <source>as configured</source>
        <translation>wie konfiguriert</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label Smoothing</translation>
    </message>
    <message>
        <source>Share of the target that is spread over all tokens.</source>
        <translation>Anteil des Ziels, der auf alle Tokens verteilt wird.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Of dropout, the order of the pairs and the validation split.</source>
        <translation>Für Dropout, die Reihenfolge der Paare und die Auswahl zur Validierung.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Parts that stay as they are, with commas: encoder, decoder, embedding, head, enc1, dec1 …</source>
        <translation>Teile, die bleiben, wie sie sind, durch Kommas getrennt: encoder, decoder, embedding, head, enc1, dec1 …</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>Akkumulation</translation>
    </message>
    <message>
        <source>Parts in which a batch is computed, to need less memory; the gradients are the same.</source>
        <translation>Teile, in denen ein Batch berechnet wird, um weniger Speicher zu brauchen; die Gradienten sind dieselben.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Keep only a block&apos;s input and compute the block again for its gradients: less memory, more time.</source>
        <translation>Nur den Eingang eines Blocks behalten und den Block für seine Gradienten noch einmal berechnen: weniger Speicher, mehr Zeit.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Of matrix products; weights and their updates are in fp32.</source>
        <translation>Der Matrixprodukte; die Gewichte und ihre Änderungen sind in fp32.</translation>
    </message>
    <message>
        <source>Stored weights</source>
        <translation>Gespeicherte Gewichte</translation>
    </message>
    <message>
        <source>What the new checkpoints&apos; weights are stored as.</source>
        <translation>Als was die Gewichte der neuen Checkpoints gespeichert werden.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where to train: the first GPU when there is one, or the processor.</source>
        <translation>Wo trainiert wird: auf der ersten GPU, wenn es eine gibt, oder auf dem Prozessor.</translation>
    </message>
    <message>
        <source>best device</source>
        <translation>bestes Gerät</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Validierungsanteil</translation>
    </message>
    <message>
        <source>Share of the pairs that is not trained on but judged by, chosen by the seed.</source>
        <translation>Anteil der Paare, mit denen nicht trainiert, sondern bewertet wird; der Seed wählt sie aus.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Epochs without a better validation loss after which training stops; the best epoch is then the result. 0: all epochs are run, and the last is the result.</source>
        <translation>Epochen ohne besseren Validierungs-Loss, nach denen das Training endet; die beste Epoche ist dann das Ergebnis. 0: Alle Epochen laufen, und die letzte ist das Ergebnis.</translation>
    </message>
    <message>
        <source>Longest source</source>
        <translation>Längste Quelle</translation>
    </message>
    <message>
        <source>Longer source texts are cut to so many tokens.</source>
        <translation>Längere Quelltexte werden auf so viele Tokens gekürzt.</translation>
    </message>
    <message>
        <source>Longest target</source>
        <translation>Längstes Ziel</translation>
    </message>
    <message>
        <source>Longer target texts are cut to so many tokens.</source>
        <translation>Längere Zieltexte werden auf so viele Tokens gekürzt.</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>What is written before each source text.</source>
        <translation>Was vor jeden Quelltext geschrieben wird.</translation>
    </message>
    <message>
        <source>Evaluated pairs</source>
        <translation>Bewertete Paare</translation>
    </message>
    <message>
        <source>Validation pairs for which text is generated after each epoch, for ROUGE.</source>
        <translation>Validierungspaare, für die nach jeder Epoche Text erzeugt wird, für ROUGE.</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>Zielordner</translation>
    </message>
    <message>
        <source>Where the new checkpoints are written, a folder each.</source>
        <translation>Wohin die neuen Checkpoints geschrieben werden, jeder in einen Ordner.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Einen Ordner wählen…</translation>
    </message>
    <message>
        <source>Folder for the new checkpoints</source>
        <translation>Ordner für die neuen Checkpoints</translation>
    </message>
    <message>
        <source>“%1” is not a whole number from 0.</source>
        <translation>„%1“ ist keine ganze Zahl ab 0.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>checkpointing</source>
        <translation>Checkpointing</translation>
    </message>
    <message>
        <source>Gradient checkpointing</source>
        <translation>Gradient Checkpointing</translation>
    </message>
    <message>
        <source>Validate with</source>
        <translation>Validieren mit</translation>
    </message>
    <message>
        <source>The pairs that are not trained on but judged by, after each epoch and before the first: a share of the pairs, or another data set with target texts.</source>
        <translation>Die Paare, mit denen nicht trainiert, sondern bewertet wird, nach jeder Epoche und vor der ersten: ein Anteil der Paare oder ein anderer Datensatz mit Zieltexten.</translation>
    </message>
    <message>
        <source>a share</source>
        <translation>ein Anteil</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingRunner</name>
    <message>
        <source>%1: the loss was no longer a number (NaN), so training stopped; epoch %2 is kept. A smaller learning rate, warm-up or clipping helps.</source>
        <translation>%1: Der Loss war keine Zahl mehr (NaN), deshalb endete das Training; Epoche %2 bleibt erhalten. Eine kleinere Lernrate, Aufwärmen oder Clipping hilft.</translation>
    </message>
    <message>
        <source>%1: the loss was no longer a number (NaN) before the first epoch was over; there is no checkpoint. A smaller learning rate, warm-up or clipping helps.</source>
        <translation>%1: Der Loss war vor dem Ende der ersten Epoche keine Zahl mehr (NaN); es gibt keinen Checkpoint. Eine kleinere Lernrate, Aufwärmen oder Clipping hilft.</translation>
    </message>
    <message>
        <source>%1: the validation loss no longer fell, so training stopped early; epoch %2 is kept.</source>
        <translation>%1: Der Validierungs-Loss sank nicht mehr, deshalb endete das Training vorzeitig; Epoche %2 bleibt erhalten.</translation>
    </message>
    <message>
        <source>Fine-tune on “%1”</source>
        <translation>Training mit „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s) trained</source>
        <translation>
            <numerusform>%n Checkpoint trainiert</numerusform>
            <numerusform>%n Checkpoints trainiert</numerusform>
        </translation>
    </message>
    <message>
        <source>, %L1 tokens/s</source>
        <translation>, %L1 Tokens/s</translation>
    </message>
    <message>
        <source>a loss was no longer a number</source>
        <translation>ein Loss war keine Zahl mehr</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>How far the training is</source>
        <translation>Wie weit das Training ist</translation>
    </message>
    <message>
        <source>%1 on “%2”</source>
        <translation>%1 mit „%2“</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>is being prepared</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>Epoche %1 von %2</translation>
    </message>
    <message>
        <source>learning rate %1 (%2 of %3), %4</source>
        <translation>Lernrate %1 (%2 von %3), %4</translation>
    </message>
    <message>
        <source>Texts are read and the checkpoint is checked.</source>
        <translation>Texte werden gelesen, und der Checkpoint wird geprüft.</translation>
    </message>
    <message>
        <source>step %L1 of %L2</source>
        <translation>Schritt %L1 von %L2</translation>
    </message>
    <message>
        <source>being judged</source>
        <translation>wird bewertet</translation>
    </message>
    <message>
        <source>being saved</source>
        <translation>wird gespeichert</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Loss %1</translation>
    </message>
    <message>
        <source>validation loss %1</source>
        <translation>Validierungs-Loss %1</translation>
    </message>
    <message>
        <source>%L1 tokens/s</source>
        <translation>%L1 Tokens/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>The training of %1 on “%2” was cut off.</source>
        <translation>Das Training von %1 mit „%2“ wurde unterbrochen.</translation>
    </message>
    <message>
        <source>Training is over; a loss was no longer a number.</source>
        <translation>Das Training ist zu Ende; ein Loss war keine Zahl mehr.</translation>
    </message>
    <message>
        <source>Training is done.</source>
        <translation>Das Training ist fertig.</translation>
    </message>
    <message>
        <source>Training failed.</source>
        <translation>Das Training ist gescheitert.</translation>
    </message>
    <message>
        <source>Training was cancelled.</source>
        <translation>Das Training wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Takes away this offer only: what was saved stays on disk, and the same training started again goes on from it.</source>
        <translation>Nimmt nur dieses Angebot weg: was gespeichert wurde, bleibt auf der Platte, und dasselbe Training setzt dort fort, wenn es neu gestartet wird.</translation>
    </message>
    <message>
        <source>It goes on where it stopped, with the same result. Forgetting it only takes away this offer: what was saved stays on disk.</source>
        <translation>Es macht weiter, wo es anhielt, mit demselben Ergebnis. Verwerfen nimmt nur dieses Angebot weg: was gespeichert wurde, bleibt auf der Platte.</translation>
    </message>
    <message>
        <source>No checkpoint came out: the loss was no longer a number in the first epoch.</source>
        <translation>Es ist kein Checkpoint entstanden: Der Loss war schon in der ersten Epoche keine Zahl mehr.</translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingTableModel</name>
    <message>
        <source>all epochs</source>
        <translation>alle Epochen</translation>
    </message>
    <message>
        <source>early</source>
        <translation>vorzeitig</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2</source>
        <translation>95-%-Intervall %1 bis %2</translation>
    </message>
    <message>
        <source>The epoch whose weights the checkpoint has</source>
        <translation>Die Epoche, deren Gewichte der Checkpoint hat</translation>
    </message>
    <message>
        <source>Why training ended: all epochs were run, the validation loss no longer fell, or the loss was no longer a number</source>
        <translation>Warum das Training endete: Alle Epochen liefen, der Validierungs-Loss sank nicht mehr, oder der Loss war keine Zahl mehr</translation>
    </message>
    <message>
        <source>Mean cross-entropy a token of the validation pairs, of the epoch that was kept</source>
        <translation>Mittlere Kreuzentropie je Token der Validierungspaare, der Epoche, die erhalten blieb</translation>
    </message>
    <message>
        <source>The beginning of the weights&apos; SHA-256</source>
        <translation>Der Anfang des SHA-256 der Gewichte</translation>
    </message>
    <message>
        <source>F-measure of the text generated for validation pairs, from 0 to 1</source>
        <translation>F-Maß des Texts, der für die Validierungspaare erzeugt wurde, von 0 bis 1</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungs-Loss</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>The highest of its schedule</source>
        <translation>Die höchste ihres Verlaufs</translation>
    </message>
    <message>
        <source>Passes over the training pairs that were made</source>
        <translation>Durchgänge durch die Trainingspaare, die gemacht wurden</translation>
    </message>
</context>
<context>
    <name>sparsight::WelcomePage</name>
    <message>
        <source>Sparsight</source>
        <translation>Sparsight</translation>
    </message>
    <message>
        <source>Type a sentence and see which feed-forward neurons of a T5 model fire on it; capture a data set and read what each neuron answers to.</source>
        <translation>Tippen Sie einen Satz ein und sehen Sie, welche Feed-Forward-Neuronen eines T5-Modells dabei feuern; zeichnen Sie einen Datensatz auf und lesen Sie, worauf jedes Neuron anspricht.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>A small model and its sentences, ready to explore.</source>
        <translation>Ein kleines Modell und seine Sätze, zum Erkunden bereit.</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Or drop something here: a project (.sparsight), sentences (text, CSV, TSV, JSONL), or a folder with a Hugging Face checkpoint.</source>
        <translation>Oder legen Sie hier etwas ab: ein Projekt (.sparsight), Sätze (Text, CSV, TSV, JSONL) oder einen Ordner mit einem Hugging-Face-Checkpoint.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnete Projekte</translation>
    </message>
    <message>
        <source>Projects that you open are listed here.</source>
        <translation>Projekte, die Sie öffnen, stehen hier.</translation>
    </message>
</context>
<context>
    <name>sparsight::WritesPanel</name>
    <message>
        <source>Writes</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Load the checkpoint to see which pieces of the vocabulary the neuron makes more and less likely.</source>
        <translation>Laden Sie den Checkpoint, um zu sehen, welche Stücke des Vokabulars das Neuron wahrscheinlicher und weniger wahrscheinlich macht.</translation>
    </message>
    <message>
        <source>In terms of the embedding: the encoder has no head.</source>
        <translation>In Begriffen der Einbettung: Der Encoder hat keinen Kopf.</translation>
    </message>
    <message>
        <source>score = (g ⊙ w) · e: w is the neuron&apos;s column of wo, g the weight of the final norm, e the piece&apos;s row of the %1</source>
        <translation>Wert = (g ⊙ w) · e: w ist die Spalte des Neurons in wo, g das Gewicht der letzten Norm, e die Zeile des Stücks in: %1</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>, times %1</source>
        <translation>, mal %1</translation>
    </message>
    <message>
        <source>The norm&apos;s factor 1 / RMS is positive, the same for all pieces, and left out.</source>
        <translation>Der Faktor 1 / RMS der Norm ist positiv, für alle Stücke derselbe und weggelassen.</translation>
    </message>
    <message>
        <source>%L1 pieces, mean %2, standard deviation %3</source>
        <translation>%L1 Stücke, Mittel %2, Standardabweichung %3</translation>
    </message>
    <message>
        <source>Later layers come between, so that it tells most in the last ones.</source>
        <translation>Spätere Schichten liegen dazwischen; am meisten sagt es in den letzten.</translation>
    </message>
    <message>
        <source>pieces: </source>
        <translation>Stücke: </translation>
    </message>
    <message>
        <source>Pieces of each end</source>
        <translation>Stücke an jedem Ende</translation>
    </message>
    <message>
        <source>How many pieces are listed of each end</source>
        <translation>Wie viele Stücke von jedem Ende aufgeführt werden</translation>
    </message>
    <message>
        <source>Pieces that the neuron makes more and less likely</source>
        <translation>Stücke, die das Neuron wahrscheinlicher und weniger wahrscheinlich macht</translation>
    </message>
    <message>
        <source>What %1 writes: %2</source>
        <translation>Was %1 schreibt: %2</translation>
    </message>
</context>
<context>
    <name>sparsight::WritingModel</name>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>More likely</source>
        <translation>Wahrscheinlicher</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Less likely</source>
        <translation>Weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>The neuron&apos;s column of wo, through the final norm&apos;s weight, times the piece&apos;s row of the head, or of the embedding where there is none</source>
        <translation>Die Spalte des Neurons in wo, durch das Gewicht der letzten Norm, mal die Zeile des Stücks im Kopf oder, wo es keinen gibt, im Embedding</translation>
    </message>
    <message>
        <source>The most extreme first</source>
        <translation>Die extremsten zuerst</translation>
    </message>
    <message>
        <source>Pieces of the vocabulary with the highest scores</source>
        <translation>Stücke des Vokabulars mit den höchsten Werten</translation>
    </message>
    <message>
        <source>Pieces of the vocabulary with the lowest scores</source>
        <translation>Stücke des Vokabulars mit den niedrigsten Werten</translation>
    </message>
</context>
</TS>

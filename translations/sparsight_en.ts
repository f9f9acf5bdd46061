<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaptureSweep</name>
    <message numerus="yes">
        <source>Capture with %n checkpoint(s)</source>
        <translation>
            <numerusform>Capture with %n checkpoint</numerusform>
            <numerusform>Capture with %n checkpoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message numerus="yes">
        <source>Report on %Ln neuron(s) of %1…</source>
        <translation>
            <numerusform>Report on %Ln neuron of %1…</numerusform>
            <numerusform>Report on %Ln neurons of %1…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::DamageNotice</name>
    <message numerus="yes">
        <source>%Ln sentence(s) of “%1” cannot be read (damaged block) and count as not firing.</source>
        <translation>
            <numerusform>%Ln sentence of “%1” cannot be read (damaged block) and counts as not firing.</numerusform>
            <numerusform>%Ln sentences of “%1” cannot be read (damaged block) and count as not firing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::DataPage</name>
    <message numerus="yes">
        <source>Remove “%1” with its %Ln sentence(s)</source>
        <translation>
            <numerusform>Remove “%1” with its %Ln sentence</numerusform>
            <numerusform>Remove “%1” with its %Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln capture(s)? This cannot be undone.</source>
        <translation>
            <numerusform>and %Ln capture? This cannot be undone.</numerusform>
            <numerusform>and %Ln captures? This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::FilterTableView</name>
    <message numerus="yes">
        <source>%Ln row(s) written to %1</source>
        <translation>
            <numerusform>%Ln row written to %1</numerusform>
            <numerusform>%Ln rows written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::ImportDialog</name>
    <message numerus="yes">
        <source>%n paper(s) so far</source>
        <translation>
            <numerusform>%n paper so far</numerusform>
            <numerusform>%n papers so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped so far</source>
        <translation>
            <numerusform>%n skipped so far</numerusform>
            <numerusform>%n skipped so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported. %n paper(s) were skipped, wholly or in part:</source>
        <translation>
            <numerusform>Imported. %n paper was skipped, wholly or in part:</numerusform>
            <numerusform>Imported. %n papers were skipped, wholly or in part:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln row(s)</source>
        <translation>
            <numerusform>the first %Ln row</numerusform>
            <numerusform>the first %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln row(s)</source>
        <translation>
            <numerusform>all %Ln row</numerusform>
            <numerusform>all %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped</source>
        <translation>
            <numerusform>%Ln blank line skipped</numerusform>
            <numerusform>%Ln blank lines skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped so far</source>
        <translation>
            <numerusform>%Ln blank line skipped so far</numerusform>
            <numerusform>%Ln blank lines skipped so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::KtTableModel</name>
    <message numerus="yes">
        <source>%Ln sentence(s) in damaged blocks count as not firing</source>
        <translation>
            <numerusform>%Ln sentence in damaged blocks counts as not firing</numerusform>
            <numerusform>%Ln sentences in damaged blocks count as not firing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::ModelsPage</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::NeuronListPicker</name>
    <message numerus="yes">
        <source>Put %Ln neuron(s) into a list</source>
        <translation>
            <numerusform>Put %Ln neuron into a list</numerusform>
            <numerusform>Put %Ln neurons into a list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::ProjectListModel</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keyword(s)</source>
        <translation>
            <numerusform>%Ln keyword</numerusform>
            <numerusform>%Ln keywords</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::RunTableModel</name>
    <message numerus="yes">
        <source>Non-zero sentence values; %Ln of them were clipped to the largest fp16 value.</source>
        <translation>
            <numerusform>Non-zero sentence values; %Ln of them was clipped to the largest fp16 value.</numerusform>
            <numerusform>Non-zero sentence values; %Ln of them were clipped to the largest fp16 value.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>decoder generates %n token(s) at most</source>
        <translation>
            <numerusform>decoder generates %n token at most</numerusform>
            <numerusform>decoder generates %n tokens at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SentenceFilterBar</name>
    <message numerus="yes">
        <source>and %Ln less frequent one(s)</source>
        <translation>
            <numerusform>and %Ln less frequent one</numerusform>
            <numerusform>and %Ln less frequent ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SentencesPane</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank line(s) skipped</source>
        <translation>
            <numerusform>%Ln blank line skipped</numerusform>
            <numerusform>%Ln blank lines skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) written to %1</source>
        <translation>
            <numerusform>%Ln row written to %1</numerusform>
            <numerusform>%Ln rows written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityFigure</name>
    <message numerus="yes">
        <source>(%Ln token(s))</source>
        <translation>
            <numerusform>(%Ln token)</numerusform>
            <numerusform>(%Ln tokens)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%Ln neuron(s))</source>
        <translation>
            <numerusform>(%Ln neuron)</numerusform>
            <numerusform>(%Ln neurons)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityForm</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::SparsityPage</name>
    <message numerus="yes">
        <source>Sparsity of %Ln checkpoint(s)</source>
        <translation>
            <numerusform>Sparsity of %Ln checkpoint</numerusform>
            <numerusform>Sparsity of %Ln checkpoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::StatusPanel</name>
    <message numerus="yes">
        <source>Jobs (%n failed)</source>
        <translation>
            <numerusform>Jobs (%n failed)</numerusform>
            <numerusform>Jobs (%n failed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::TrainedCard</name>
    <message numerus="yes">
        <source>Capture with %n checkpoint(s)</source>
        <translation>
            <numerusform>Capture with %n checkpoint</numerusform>
            <numerusform>Capture with %n checkpoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sparsight::TrainingRunner</name>
    <message numerus="yes">
        <source>%n checkpoint(s) trained</source>
        <translation>
            <numerusform>%n checkpoint trained</numerusform>
            <numerusform>%n checkpoints trained</numerusform>
        </translation>
    </message>
</context>
</TS>

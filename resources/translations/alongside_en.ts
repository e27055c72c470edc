<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AsideView</name>
    <message>
        <source>File: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be used as they came. Each is kept here as it was; choose one to see why, and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Volunteers to compare the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is put aside. Every file could be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sender not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this fault: {slug}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The month after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The month before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Year</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>Not filled in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicesEditor</name>
    <message>
        <source>Arrows move between the boxes, Space ticks.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>It is not withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please choose a version for: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please say why this holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is the same ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions say the same. Keep this, and there is one again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record was changed in two places, and both versions are kept. Choose for each field what holds. The versions stay in the history, with your reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use all of version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why does this hold? (needed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>No record is in two versions. When somebody changes one in two places, you decide here which of them holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records that were changed in two places before either side knew of the other. Nothing is lost: open one, and decide what holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message numerus="yes">
        <source>%n more records are in two versions.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 more record is in two versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided. The volunteer gets it next time you send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other record is in two versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopiesCard</name>
    <message>
        <source>A safety copy (a backup) is one locked file with everything in it. One is made by itself each day that you write, and the newest three are kept on this laptop. They do not help when the laptop is lost: save one to a stick now and then, and keep it somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy to a stick or folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is on another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest copy did not pass its test. Save one to a stick now; a new one is also made by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick it for a shared drive too, and for a folder that a program copies to somewhere else. A stick needs no tick.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyNag</name>
    <message>
        <source>Save one now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the date: {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In two weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the date as day/month/year, for example 22/11/2026.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can also write today, tue, next tue or +7. Arrow up and down change the day. Alt and arrow down open a calendar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop sealed files or folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch what volunteers left where this hub’s files are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a stick or an e-mail. Nothing is taken in before you have seen what it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Families</name>
    <message>
        <source>Add a family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Families</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last contact {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No families have been received yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No families yet. Press “Add a family” to start. Initials, or a name they chose, are enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The family is saved. It is on this laptop until it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is supported, when you last met, and what comes next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FamilyReader</name>
    <message>
        <source>About the support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baby born</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baby due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goals, in their words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to reach them safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave a voicemail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes it easier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact is written down yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not agreed yet. Agree it at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People in the family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show older contacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This would be the first contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a visit note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write up a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You tried, but did not meet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not unless they ask you to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, they said so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of 5, the parent says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldChoice</name>
    <message>
        <source>Version {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldPlace</name>
    <message>
        <source>{label} (needed)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>A new, empty folder on a stick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have a workspace already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitations (*.alongside);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a volunteer and a hub with made-up families…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making your workspace. This takes a few seconds…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a safety copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitation file from your hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two offline keys ({files}) are in the folder you chose. Take them off this computer now, and keep them in a safe place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the hub’s eight words. Volunteers ring and ask for them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can start to write at once. The words are also on the page “Sending” until the laptop is approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your coordinator has to approve this laptop. When your first message has arrived there, they ring you, and you read out these eight words:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldOut</name>
    <message>
        <source>Hide: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundView</name>
    <message>
        <source>Files: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sender not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take these in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandoutView</name>
    <message>
        <source>Hand-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it should be on the paper, amend the list and take the name out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as plain text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something names a person, and was left out:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing personal on it: no names, no notes, and nothing about what came of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpNowPage</name>
    <message>
        <source>If somebody is in danger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring the safeguarding lead of your hub, as your training says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending a note is not reporting: it may be read only days later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay with them if it is safe for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down what you saw and heard, in their words, when there is time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HubStep</name>
    <message>
        <source>A new hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stick is best. Keep the two files away from this computer, in a safe place: they make the hub’s keys anew and open everything that was sent, concerns too, if this computer is ever lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new, empty folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volunteers see the hub’s name. You can invite them afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the two offline keys go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HubWordsCard</name>
    <message>
        <source>Before anything is sent: is it really your hub?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring your coordinator on a number you know. Ask for the hub’s eight words, and type the three that are missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the hub’s words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HubWordsStep</name>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I cannot ring now. I will do it before I send anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it really your hub?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring your coordinator on a number you know. Ask for the hub’s eight words, and type the three that are missing here. Nobody can then stand in between.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message numerus="yes">
        <source>%n laptops wait to be approved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n versions of records are hidden now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 laptop waits to be approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 version of a record is hidden now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of sealed files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hiding the records…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its records are hidden everywhere. Nothing is erased, the volunteer’s receipt stands, and you can show them again here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was erased. You can show them again in the list below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Review %n records</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Review 1 record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed files (*.age);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed files from volunteers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what was put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Showing the records again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records are shown again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this import?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was taken in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InvitationStep</name>
    <message>
        <source>Another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the invitation file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the file here, or choose it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hub: {hub}
For: {person}
Programme: {programme}
To be used before: {until}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your hub has given you a file, on a stick or by e-mail. Its name ends in .alongside. It works once, and is not needed afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your invitation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InvitationsCard</name>
    <message>
        <source>Good until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitations that nobody has answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ran out on {day}. Invite them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw this invitation…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InviteCard</name>
    <message>
        <source>An invitation is a small file. Give it to the volunteer on a stick or by e-mail; it is good for 14 days and for one laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite a volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the invitation file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the laptop this hub’s ways to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volunteer’s name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaptopCard</name>
    <message>
        <source>Approve this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is switched off. Nothing that it sends from now on is used; what was received before stays. To let the volunteer go on, invite them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring the volunteer on a number you know, and let them read out the eight words on their screen. Type what you hear: Alongside compares it with the words that came with the laptop’s first message. If they are not the same, it says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the eight words that you hear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it sends is used as soon as it is taken in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}’s laptop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Add a goal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add another: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what the time went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this one away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListReader</name>
    <message>
        <source>Hand-out…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListeningPage</name>
    <message>
        <source>Forget it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this time?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written down then. Sessions written before stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for me…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private reflections, kept on this laptop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListeningSessions</name>
    <message>
        <source>Finish this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New listening session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No listening sessions yet. Press “Write up a session” when you have listened to somebody and want to keep what mattered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session is finished. It is on this laptop until it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said when you listened, in the parent’s words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write up a session</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Locked before the recovery sheet was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is made, and nothing is lost. Unlock it, then make a recovery sheet in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameCard</name>
    <message>
        <source>A family is called that. Choose a name that says nothing to a stranger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown where the passphrase is asked for, so anybody who has this computer can read it. Choose a name that says nothing about your work, and never the name of a family.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewSheet</name>
    <message>
        <source>I have the new sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the sheet is lost, or somebody else may have seen it, make a new one. The old sheet stops working at that moment, so have paper ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new recovery sheet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OlderCopyCard</name>
    <message>
        <source>Decide which computer you go on with, and put the other away. If it is this one, press the button: then everything is sent that has not been received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an older copy of your records, or a second one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your hub has had something that is not here: perhaps a safety copy was restored, or the same workspace is used on another computer. Everything that is here stays, and nothing was overwritten. Nothing new is sent for now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningCard</name>
    <message>
        <source>Do not change anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxView</name>
    <message>
        <source>Nothing waits here: everything that is finished has a receipt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is finished and has no receipt from the other side yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is on its way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwnWordsCard</name>
    <message>
        <source>When they ring you, read out these eight words. You can go on writing; the hub keeps what you send until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your coordinator has not approved this laptop yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Stopped, as you asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was finished before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Page {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseChange</name>
    <message>
        <source>After the change only the new passphrase opens this workspace. What you have written stays as it is, and your recovery sheet stays good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change my passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change my passphrase…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseChoice</name>
    <message>
        <source>Choose my own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could be guessed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easy to guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard to guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is a good one. Type it once more below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase, to be sure that you have it right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these six words (recommended)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very easy to guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very hard to guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>A passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens your workspace, and nobody can look it up for you. Six unrelated words are easy to type and hard to guess. Do not use one that somebody else knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the workspace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PracticeStep</name>
    <message>
        <source>Open the hub’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the volunteer’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase of both is:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two workspaces with made-up families are ready: a volunteer’s and a hub’s. Start with either; lock it to change to the other.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping at the next safe point…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadersStep</name>
    <message>
        <source>I have read this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this laptop: only you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parents may ask to see what is written about them. Tell them honestly who reads it, and never promise to keep a danger secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has a spare key, called the escrow key, away from its computers. It opens everything that was ever sent to the hub, also what was sent to safeguarding staff alone. It is for the day when the hub’s computer is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub’s safeguarding staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parent it is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The staff of your hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can open all of that too, and whatever is sent to them alone about somebody’s safety.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can open every note, list and family page that you send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write is locked with your passphrase. Drafts never leave the laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who can read what you write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever keeps the hub’s spare key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You should know this before your first note.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptsView</name>
    <message>
        <source>File {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no receipts yet. The first comes back after you have sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the other side says it has received, signed by it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordEditor</name>
    <message>
        <source>Amend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft saved on this laptop at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was saved already, at {time}. You never need to press anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just write (F11)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this laptop at {time}. It is not a new version yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet. What you wrote is on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the amendment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier version stays readable, with this reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing new to save. What you write is saved by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw this change away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw this draft away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write is kept by itself. It becomes a new version when you press the button.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write is saved by itself, as a draft on this laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why are you changing it? (needed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions that may help you begin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>Withdrawn · {state}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordReader</name>
    <message>
        <source>Amend…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is filled in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read by {name}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of this version has been erased.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn · {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody at the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}. {time}, {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Decided. The other side gets it next time you send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not quite complete yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the fields marked below. Everything you wrote is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the record and press “Amend…” to go on with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record stays as it was. What you have typed here is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw this change away?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw this draft away?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written in it is gone then. Nothing of it was ever sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why are you withdrawing it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw a record that was written by mistake. It is marked as withdrawn, and your hub decides what happens with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your change is kept, but it is not a new version yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>A mark to know it by (write by hand): ................</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sheet to keep safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent to the printer. Take the sheet from there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the program, press “I have forgotten my passphrase”, type the code, and choose a new passphrase. The code still works afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or write it down by hand. Do not keep it on this computer, and do not photograph it: whoever finds it there can open the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a PDF on a stick…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the sheet on a stick, not on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer did not take it. Look at the printer, and try once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are only capitals and digits. What looks like O is always the digit 0, and what looks like I is always the digit 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code opens a workspace of the program Alongside when its passphrase is forgotten. Nobody else has it, and nobody can look it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no printer. Write the code down by hand, or save the sheet on a stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place is on this computer. Save the sheet here all the same?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be sure that you have it, type two groups from your paper:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever uses this computer could open the workspace with it. A stick that you keep elsewhere is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With your papers at home, in a place that can be locked. Never with the laptop, never as a photograph, never in an e-mail. Whoever has this sheet and the laptop can open what is written there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{group} is not like that. Look at your paper again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{group} is right.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>A new passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you forget the passphrase, only this code opens the workspace. It is shown once. Put it on paper and keep the paper at a safe place, not with the laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with the recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with the recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery code on your recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReflectionEditor</name>
    <message>
        <source>Only for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved at {time}, on this laptop, only for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write is saved by itself, on this laptop, only for you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reflections</name>
    <message>
        <source>Nothing here yet. Press “Write for myself” when something stays with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share with my supervisor…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared with my supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write here stays on this laptop. Nobody else sees it unless you share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write for myself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your supervisor can read it once it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReflectionsPage</name>
    <message>
        <source>Back to the sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is then a record like any other: it goes to your hub with the next sending, and cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share this with your supervisor?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreStep</name>
    <message>
        <source>A new, empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the safety copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the safety copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the copy is put into a new folder and counted. The workspace that you have stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have forgotten that passphrase: use the recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes into a new folder: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase of that time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it somewhere else…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a safety copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety copies (backup-*.alongside);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery code on your recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safety copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the passphrase instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a hub’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a volunteer’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: {whose} copy of {time}, with {count}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Nothing has been received yet. Take in what volunteers sent in the Inbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening a record marks it as read by you. The volunteer is told next time you send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Choose a record to read it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is read. What comes in next is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet read ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which records are shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewReader</name>
    <message>
        <source>Compare the versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unread  (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unread ({n})  Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record was changed in two places. Both versions are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written by {name}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} about themselves: “{answer}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} asks to be rung.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoleStep</name>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am a volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have an invitation file from my hub. You can also drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I look after volunteers and what they send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I set up a hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I want to try it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Alongside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With made-up families. Nothing can go wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down visits and listening, safely and without a connection. What would you like to do?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchEditor</name>
    <message>
        <source>Choose one from the list. If it is not there, leave this empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One that is not kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name, or pick one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of the name, then Enter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%n found. Press Enter to go to the list.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is written like that. Shown instead: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found. Try the beginning of a word, or fewer words. Accents and capital letters do not matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One found. Press Enter to go to the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The newest %n are shown. Type more to find fewer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretLine</name>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SendingPage</name>
    <message numerus="yes">
        <source>%n sealed files were saved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 sealed file was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder that both you and the other side can reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do this on one computer only, and put the other away. Nothing is lost: whatever your hub has and this computer has not, comes back by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files to take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the records on this computer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the folder is deleted. You can add it again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the other side can open them. Hand them over on a stick or send them by e-mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to a file or stick…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed files (*.age);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop using it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop using this way to send?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take in files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words are the same. You can send now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has no receipt yet is sent once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to save the sealed files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You go on from here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionTimer</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {start} to {end}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the time while you listen, also when Alongside is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started at {start}. It rests now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started at {start}. You can lock or close Alongside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionWatch</name>
    <message>
        <source>Saving and locking what is open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alongside, version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destroy the old one: it no longer opens anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in this folder is encrypted. Never move or change parts of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. It comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It also locks when the computer sleeps and when its screen is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was read back once, and everything is in it. But it is on the same disk as your records, so it does not help when this computer is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was read back once, and everything is in it. Keep it somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a safety copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safety copy is saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace has a new name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the new one from now on. Your recovery sheet is still good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you choose here holds at once; there is nothing to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to save the safety copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where your records are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see it when you unlock next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your new recovery sheet is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShareEditor</name>
    <message numerus="yes">
        <source>%n minutes together</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Write the minutes as a number, for example 45, or 1h 30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {which}, minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetPreview</name>
    <message>
        <source>How it will look on paper</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignpostingLists</name>
    <message>
        <source>Finish this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of local services, made for one family each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New signposting list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lists yet. Press “Make a list” to put services together for a family, and come back later to say what came of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signposting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is finished. It is on this laptop until it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignpostingPage</name>
    <message>
        <source>Look whether it is switched on and has paper, and try once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the hand-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the hand-out as a PDF on a stick, and print it elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hand-out is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hand-out was sent to the printer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer did not take it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no printer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatesView</name>
    <message>
        <source>What do these words mean?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Looking where everything is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No safety copy elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is sent cannot be seen just now. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where everything is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>Step {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakenInView</name>
    <message>
        <source>An import can be undone as a whole: its records are hidden, not erased.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish showing them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish undoing it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been taken in yet. What you take in is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show these records again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was taken in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message numerus="yes">
        <source>%n records were changed in two places. Please decide.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ask how it went: {services}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue: {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The hub could not use %n records.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Add a family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n} families</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coming up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Families I support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No families yet. Your first step: add a family on the page “Families”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finished yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is due this week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is half written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One record was changed in two places. Please decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub could not use one record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a visit note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockFrame</name>
    <message>
        <source>Fill in the practice passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to what I was writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have forgotten my passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a safety copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up another workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockScreen</name>
    <message numerus="yes">
        <source>%n records are back.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 record is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from this copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of a workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are in {name}. Unlock it with the passphrase of that time. What your hub has and this copy has not, comes back when you send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Urgent</name>
    <message>
        <source>Ambulance, police or fire: somebody is in danger now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NHS: urgent health advice, also for a mental health crisis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NSPCC: you are worried about a child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samaritans: somebody to talk to, day and night</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UrgentNumbers</name>
    <message>
        <source>If somebody is in danger now, ring 999. This program cannot call for help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VisitNotes</name>
    <message>
        <source>Finish this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New visit note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visit notes yet. Press “Write a visit note” after your next contact: it takes about two minutes, and works without a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One note for each contact with a family, or try at one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is finished. It is on this laptop until it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visit notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a visit note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VolunteersPage</name>
    <message>
        <source>A laptop has answered it meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on nothing it sends is used. What was received before stays. To let the volunteer go on, invite them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to the volunteer by hand or by e-mail. It works once. When their laptop answers, it appears here and waits for you to compare the words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitations (*.alongside)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite a volunteer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in the list above. If it should not be there, switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file is worth nothing from then on, whoever holds it. You can invite them again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last heard from {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No laptops yet. Invite a volunteer and give them the file; their laptop appears here when its first message arrives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has arrived from it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off {name}’s laptop?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitation is saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The laptop hears of it next time you send. What it had sent is taken in now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volunteers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to save the invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw {name}’s invitation?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>invitation.alongside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}’s invitation is withdrawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}’s laptop is approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}’s laptop is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaysView</name>
    <message>
        <source>A folder that both you and the other side can reach, or a stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop using it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way to send yet. Add a shared folder, or save to a file or stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to send</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordsCheck</name>
    <message>
        <source>The words are the same: this is your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the same words. Ask for them once more. If they still differ, do not go on, and tell your coordinator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordsStep</name>
    <message>
        <source>Nearly done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the workspace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workroom</name>
    <message>
        <source>Lock  (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one in Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice, a hub’s side: every family here is made up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice, a volunteer’s side: every family here is made up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search everything that is written here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody in danger?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without one, a forgotten passphrase closes this workspace for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery sheet is not on paper.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkspaceChoice</name>
    <message>
        <source>Workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (made-up families)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>config</name>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and plus or minus change it too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast is the easiest to read for many people.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock when left alone for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you were writing is kept, encrypted. Ctrl+L locks at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>copies</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest one could not be read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This hub has no good safety copy in another place. If this computer were lost, so would be what is in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time}, and it could be read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time}, not tried out yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time}: everything could be read back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dates</name>
    <message>
        <source>April</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>August</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>December</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>February</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Friday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>January</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>July</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>June</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>March</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>November</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>October</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>September</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <source>Approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A name is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A programme description cannot be read: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A system library that windows need is missing: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder or a stick first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file with the same name is already at {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another part of the program is using the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it to be sent again, or install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it to be sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the missing file if it does not come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the sender to send it again from Alongside. If it happens twice, tell whoever looks after your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the sender where it came from: this program never makes files of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the volunteer whether the laptop was restored from a backup or copied, and tell whoever looks after your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your coordinator for a new invitation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your coordinator to read you the hub&apos;s eight words, and compare them with the ones shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard language, and try again. If it is forgotten, use the recovery code on your recovery sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check each group against your recovery sheet, and that the sheet belongs to this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is still there, that the stick is plugged in, and that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the stick&apos;s switch and the folder&apos;s permissions, or use another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup of this workspace, or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file whose name begins with &quot;backup-&quot; and ends with &quot;.alongside&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or empty folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty folder, best of all on a stick kept in a safe place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or ask whoever looks after this computer for permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the bundle file itself. Links, devices and folders are passed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder where the workspace was made, or plug in the stick that holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close some other programs and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other window, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the program and open it again. If it happens again, tell whoever looks after your hub; the report holds no record text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the eight words with the volunteer, then approve the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole folder while it is locked, and ask your hub for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide between them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not delete anything. Restore the newest backup of this workspace, or ask your hub for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not delete it. Restore the newest backup, or ask your hub for help: what the hub has received can be sent to you again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not type your passphrase again on this computer until somebody you trust has looked at it. Ask your hub for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in your workspace is safe; nothing was marked as sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is kept in the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that is here stays here, and nothing was overwritten. Nothing new is sent for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything written so far is kept, encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space on the disk, or ask whoever looks after this computer for permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space there, or use another stick, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or save to a stick, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give --passphrase-file FILE, or run the command in a terminal where it can ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to the hub it was made for, or delete it if you know that it is not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If a volunteer sent it, ask whether they have a new laptop, and invite them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Alongside with the packages that it names itself, as the README says, and not with those of the operating system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer version of Alongside and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer version of Alongside, then restore the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the system packages named in the README under &quot;What your computer needs&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds until Alongside is closed. Your records are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept and will be used by itself after an update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept and will be used by itself once the device is approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept and will be used by itself when the earlier one is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left where it is, and nothing in it was used. Your records are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not opened and was left where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not replaced, and nothing was marked as sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed again. Your records and the backups from before are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of devices and use its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of imports and use its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of places with carrier list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of records and use its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the record and use one of the versions that it shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what record schema KIND prints, and write the fields as it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the file records.db in the folder&apos;s backups or in the waste bin, or restore the newest backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the stick that was made when this hub was set up. The sticks of a practice hub do not fit either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an amendment instead: both versions stay readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was used. Your records are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was used; it is kept aside for a person to look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was used; it is kept aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was used; the existing entry is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed, and no empty file was put in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed, and nobody was told anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost and nothing was marked as sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was overwritten; both files are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was read from it and nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored from it and nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved as final, and nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only drafts can be finished or thrown away. A final record can be amended or withdrawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the right workspace, with --workspace on the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the right workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug in the stick or connect the folder, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug it in again and repeat the step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put right the fields that are named, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the right file back, or restore the newest backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read all eight words to each other again, slowly. If they still differ, stop: somebody may be in between. Tell whoever looks after your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it on a desktop, or use the commands: alongside --help lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in a few words why this is being changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may be filling the place you share with files: tell whoever looks after your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside the program ({kind}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped, as asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take escrow-identity.txt from the stick that was made when the hub was set up. If it cannot be read there, use the second stick or the copy on paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take root-key.txt from the stick that was made when the hub was set up. If it cannot be read there, use the second stick or the copy on paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to the volunteer before deciding what to do with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell whoever looks after security at your hub. Ask the sender for a new one, in person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell whoever looks after your hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell whoever looks after your hub: the sending laptop may be faulty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is the escrow key of another hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is the root key of another hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That passphrase does not open this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That passphrase is too easy to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That recovery code does not open this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That version is not one of those to choose from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup was written, but it could not be read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {name} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {name} is of another workspace, or from before this one had new keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {name} was changed by something other than this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup {name} was made by a newer version of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code has eight groups of four letters and digits, and one check letter at the end. Look at each group again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer does not have enough free memory to check the passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contents of this file are not acceptable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contents of this file are not written as they should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The damaged file was left exactly as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption library on this computer cannot make the keys Alongside uses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may have been altered. Restore the newest backup of this workspace, or ask your hub for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds the keys of this workspace is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds the keys of this workspace was changed by something other than this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds the records of this workspace is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds the records of this workspace is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} is not a readable JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for the offline keys must be empty: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {name} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub&apos;s words have not been checked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key settings of this workspace are outside what this program accepts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kinds are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest good backup is from {made}, with {records} records: {backup}. Restore it into a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place {name} cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The programmes are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record file in this folder does not belong to this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is not complete: {summary}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery code has a typing mistake in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sender&apos;s laptop seems to have been restored or copied: two different files carry the same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stick or disk went away while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already something in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no escrow key in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no kind of record called &quot;{name}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place to send to yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no programme called &quot;{name}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left at {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room left on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no root key in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen here to open a window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can only be done in a {needed} workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer works with an older copy of these records, or they are in use on two computers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file arrived damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be used, and there is no room to keep it aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file comes from a device that is waiting for approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file comes from a device that was switched off at the hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file does not come from a device that this hub knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds something that its sender may not write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is larger than the program accepts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not genuine: its signature does not match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is waiting for an earlier one: number {missing}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file uses the number of an existing entry for different contents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file was made by a newer version of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file was made for a different hub or a different device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation file is damaged or not genuine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation has been used already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invitation was only good until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of address is not known: {scheme}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of record is not written in a {role} workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place is already in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place is not in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record has only one version to choose from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record has two versions that differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record is final and can no longer be edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is open in another window or program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is too large for one backup file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace was last used with a newer version of the program (it needs format {needed}; this program knows {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it fails again, use another stick or another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: another name is used each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it with your passphrase and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Alongside on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another backup, and tell whoever looks after your hub who had this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another backup. If it came from a stick, copy it again; the stick may be failing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use folder: and a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one computer only, and put the other away. On the one that you keep, choose to begin anew (begin-anew). Then everything is sent that has not been received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the six words the program offers, or choose a longer one of at least ten characters that is not a name, a date or a common phrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is there was left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was finished before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe, and what you are writing is still on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a name with at least one letter or digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your choice could not be saved on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your records and the backups from before are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your records are still in the folder, encrypted. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a backup made by Alongside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an ordinary file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is safe. Close the program and open it again. If it happens again, tell whoever looks after your hub. This report holds nothing that you or anybody wrote:

{report}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>forms</name>
    <message>
        <source>Write a number, for example 12 or 12.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a whole number, for example 12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write pounds and pence, for example 3.20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the minutes as a number, for example 45, or 1h 30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the time as hours and minutes, for example 14:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>£</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>handouts</name>
    <message>
        <source>If somebody is in danger now, ring 999.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put together by {label}, {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put together by {label}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no services on this list yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times and prices change. Ring or look before you go.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>namesakes</name>
    <message>
        <source>{name}, since {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>naming</name>
    <message>
        <source>Blue notebook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kitchen table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tuesdays</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>navigation</name>
    <message>
        <source>Families</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signposting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visit notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volunteers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>outcomes</name>
    <message numerus="yes">
        <source>%n amended</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files cannot be used and will be put aside.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files fetched.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files have to wait.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files were taken in before.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files were taken in.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new records</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sealed files handed over.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that are here already</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that differ</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ways to send did not work.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 amended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file cannot be used and will be put aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file has to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file was taken in before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file was taken in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 new record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 sealed file handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 that differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 that is here already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 way to send did not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has it, waits for an earlier one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has to wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In them: {counts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside for a person to look at: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent again in another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in before: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no sealed files there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing new to send or fetch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing to take in here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was taken in before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>from %n volunteers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>from a new laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} {who}: {counts}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Checking the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying the records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Putting everything back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing the oldest backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying whether it can be restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the backup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>records</name>
    <message>
        <source> (needed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A family not kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A family you support, and how to reach them safely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few words to go with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A professional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quiet place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rough guess is fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A woman as supporter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A woman as volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About you. Your supervisor sees it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After a loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree it at the start. It can be moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another supporter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another volunteer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anything else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask how it went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baby born</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baby due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginning and ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birmingham</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birth, before or after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera off at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Children&apos;s centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credit for the telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Culture or faith</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided against it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did it touch something in my own life?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disability or health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easy words or large print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Families</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family and friends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family without a name yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Father</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fear of being judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feeding the baby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First names or initials are enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example the children&apos;s centre. Leave empty if you stayed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: Thursdays 10 to 12, in term time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: free, or £2 a family.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: let it ring twice, never say where you ring from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: ring the side bell; bring a towel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: weekdays between 10 and 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Friend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting out and meeting people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting to know the baby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a number between {minimum} and {maximum}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goal, in their own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to remember</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Got in touch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grandparent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health visitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help with getting there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help with hearing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help with seeing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Housing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Housing association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How are you after this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it got</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the birth was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How they feel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to make contact safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to reach them safely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I need to talk about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I tried, but we did not meet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In pence: 320 for £3.20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials or a name they chose. It is shown in lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internet or a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It helped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays on my mind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language they like to speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lending a hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Life with a partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lincolnshire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost touch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Midwife</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Miles driven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money and benefits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mother</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No date yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody sees this unless you share it. Leave out names all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody to look after the children</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older children</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One contact with a family, or a try that failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other children</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People in the family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peterborough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plans for the birth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing and talking with the baby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please ring me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pregnancy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pregnant woman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed above the list, without any names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reflection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reflections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>School or academy trust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen when this arrives. If it cannot wait, ring them yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen when this note arrives. If it cannot wait, ring them yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent by mistake. The reason is kept with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services for a family, and what came of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sheffield and Rotherham</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown in lists and on paper: keep anything private out of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signposting list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signposting lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody to look after the children</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else from the family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else who looks after the baby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else who looks after the child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somewhere else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>South west London</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The children&apos;s centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parent gives the number, not you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is too long altogether.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest is too long to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same entry is chosen twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is no longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The supporter left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The volunteer left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many entries: at most {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a character in it that cannot be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They chose to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They said it is safe to leave a voicemail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They said it is safe to ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They said it is safe to send a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a date. Write 2026-11-22.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a time of day. Write 14:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the kind of entry that belongs here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long: at most {limit} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time given to listening, and what was heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tired, but all right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To go with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too far, or no way to get there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use their own words where you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visit note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visit notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was there a moment when I did not know what to say?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We wrote this together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went along to something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went on to other support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I did that helped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I found hard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I want to bring to supervision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What am I still thinking about?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did I do that I am glad of?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did I want to do that was not mine to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did they say that they can do themselves?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did they want you to understand?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did you leave open for the next time?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What helps and what hinders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it may help with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What kind of support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What makes it easier to take part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What mattered most to them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands in the way of using services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stays with me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stays with you, for yourself until you share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stood in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the time went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they want</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What we agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What we talked about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would be good for me now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you paid yourself, for example 3.20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When was it quiet, and what came after?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where they are now, 0 to 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where you went together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of their words do you remember best?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who was there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who will do what before the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work and leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write as if the parent will read it one day. They have a right to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your supervisor sees this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your supervisor sees this. Do not write here what is only for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not meet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sending</name>
    <message>
        <source>It is finished and safe here, and nowhere else yet. Send it when you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies where the hub fetches it, or on a stick. The hub has not said yet that it has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies where the volunteer’s laptop fetches it. It has not said yet it has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was written here and is not sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody at the hub has opened and read it. Their name stands on the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub has it: its signed receipt for it is here. You have nothing to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are still writing it. Nobody else can see it, and it is not sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>short dates</name>
    <message>
        <source>Apr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nov</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over, no receipt yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only on this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read at the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received by the hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two versions: please decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written here, not yet sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>status</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n handed over, no receipt yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records need attention</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records only on this laptop</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things to send</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 handed over, no receipt yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record only on this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thing to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A receipt comes back once the hub has taken it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Answers for %n laptops are not sent yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Answers for 1 laptop are not sent yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a record marked “Needs attention” below to see what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide below which computer you go on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything finished has been received. Last receipt: {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not approved by your hub yet: send once, and they will ring you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent before you have compared the hub’s words below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is waiting to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now, or save to a file or stick and hand that over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no way to send yet. Add one below, or save to a file or stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an older copy of your records, or a second one. Nothing new is sent for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This laptop was switched off at the hub. Everything that you wrote is still here. Please ring your coordinator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}, oldest {age}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
